namespace Gateway.Server.Keys;

/// <summary>An ECDSA signature over a text's SHA-256.</summary>
/// <param name="PublicKey">Of the key that signed, as SubjectPublicKeyInfo in DER (RFC 5480 §2).</param>
/// <param name="Der">The signature in ASN.1 DER (RFC 3279 §2.2.3).</param>
internal sealed record VaultSignature(byte[] PublicKey, byte[] Der);
