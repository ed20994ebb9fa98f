using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>What came of sending a kept push again: an answer or a failure.</summary>
/// <param name="IdempotencyKey">Its key.</param>
/// <param name="Response">The answer, its receipts proven; null where there is none.</param>
/// <param name="Failure">
/// Why there is none. It stays in the outbox unless this is final (<see cref="GatewayException.IsFinal"/>); and with
/// <see cref="GatewayFailure.WrongState"/>, because its chunks were swept meanwhile: push it once more with its files.
/// </param>
public sealed record Resent(string IdempotencyKey, Wire.PushResponse? Response, GatewayException? Failure);
