namespace Gateway.Client;

/// <summary>A field that the gateway refused (google.rpc.BadRequest).</summary>
/// <param name="Field">Its path in the request.</param>
/// <param name="Description">What is wrong with it.</param>
public sealed record FieldViolation(string Field, string Description);
