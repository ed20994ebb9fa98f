using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// A compact JWS with its payload left out (RFC 7515 appendix F): <c>{"alg":"ES256"}</c> and nothing else in its header.
/// </summary>
internal static class DetachedSignature
{
    /// <summary><c>{"alg":"ES256"}</c> in base64url, and the two points around the payload that is not there.</summary>
    private const string Header = "eyJhbGciOiJFUzI1NiJ9";
    private const string Start = Header + "..";

    public static string Sign(ReadOnlySpan<byte> payload, SigningKey key) =>
        Start + Base64Url.EncodeToString(key.SignDigest(DigestOf(payload)));

    public static bool IsBy(string signature, ReadOnlySpan<byte> payload, EcPublicKey key) =>
        key.VerifyDigest(DigestOf(payload), Check(signature));

    /// <summary>The 64 bytes of a signature of the right form.</summary>
    public static byte[] Check(string signature)
    {
        if (signature is null || !signature.StartsWith(Start, StringComparison.Ordinal))
            throw new EnvelopeException("the signature is not a detached JWS with the header {\"alg\":\"ES256\"}");
        return StrictBase64Url.Decode(signature[Start.Length..], "signature", SigningKey.SignatureSize);
    }

    /// <summary>
    /// SHA-256 over the signing input of RFC 7515 §5.1 step 5, piece by piece: the payload of a large section is not copied once more.
    /// </summary>
    private static byte[] DigestOf(ReadOnlySpan<byte> payload)
    {
        const int piece = 3 * 4096; // a multiple of 3, so that the pieces' base64url is the whole's
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("eyJhbGciOiJFUzI1NiJ9."u8);
        Span<byte> encoded = stackalloc byte[piece / 3 * 4];
        for (; payload.Length > 0; payload = payload[Math.Min(piece, payload.Length)..])
            hash.AppendData(encoded[..Base64Url.EncodeToUtf8(payload[..Math.Min(piece, payload.Length)], encoded)]);
        return hash.GetHashAndReset();
    }
}
