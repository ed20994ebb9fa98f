namespace Gateway.Server.Hosting;

/// <summary>What is wrong with one field of a request, told to the caller; it quotes nothing of the field's value.</summary>
/// <param name="Field">Path of the field in the message, such as <c>subject.person_number</c>.</param>
/// <param name="Reason">What is wrong, for a person.</param>
public sealed record FieldViolation(string Field, string Reason);
