using System.Buffers.Text;

namespace Gateway.Crypto;

/// <summary>
/// Base64url without padding (RFC 7515 §2), one spelling per value: padding, white space and set spare bits (RFC 4648 §3.5) are
/// refused.
/// </summary>
internal static class StrictBase64Url
{
    /// <param name="what">What the text is, for the refusal; never the text itself.</param>
    public static byte[] Decode(string text, string what, int? size = null)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException e)
        {
            throw new EnvelopeException($"`{what}` is not base64url", e);
        }
        // The framework's decoder is lenient; what reads back as other text was another spelling.
        if (!text.AsSpan().SequenceEqual(Base64Url.EncodeToString(bytes)))
            throw new EnvelopeException($"`{what}` is not base64url in its one spelling");
        if (size is { } wanted && bytes.Length != wanted) throw new EnvelopeException($"`{what}` is not {wanted} bytes");
        return bytes;
    }
}
