using Gateway.Crypto;

namespace Gateway.Client;

/// <summary>The keys that a party's signatures verify with; <c>isAfresh</c> asks past what is kept.</summary>
public delegate ValueTask<IReadOnlyList<EcPublicKey>> SigningKeysOf(string party, bool isAfresh, CancellationToken ct);
