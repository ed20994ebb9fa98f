using System.Buffers.Text;
using System.Text;

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
        Start + Base64Url.EncodeToString(key.Sign(SigningInput(payload)));

    public static bool IsBy(string signature, ReadOnlySpan<byte> payload, EcPublicKey key) =>
        key.Verify(SigningInput(payload), Check(signature));

    /// <summary>The 64 bytes of a signature of the right form.</summary>
    public static byte[] Check(string signature)
    {
        if (signature is null || !signature.StartsWith(Start, StringComparison.Ordinal))
            throw new EnvelopeException("the signature is not a detached JWS with the header {\"alg\":\"ES256\"}");
        return StrictBase64Url.Decode(signature[Start.Length..], "signature", SigningKey.SignatureSize);
    }

    /// <summary>RFC 7515 §5.1 step 5.</summary>
    private static byte[] SigningInput(ReadOnlySpan<byte> payload) =>
        Encoding.ASCII.GetBytes($"{Header}.{Base64Url.EncodeToString(payload)}");
}
