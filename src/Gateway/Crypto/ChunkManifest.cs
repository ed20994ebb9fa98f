using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// What a large section's own envelope holds in place of the content: the key of its chunks, and of what type the content is. Which
/// chunks they are stands in the section's label.
/// </summary>
/// <param name="Key">Opens the chunks; the manifest's owner disposes it.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>; at most 255 characters.</param>
public sealed record ChunkManifest(ChunkKey Key, string MediaType)
{
    private const int LongestMediaType = 255;

    /// <summary>The section's plaintext: canonical JSON (RFC 8785).</summary>
    /// <exception cref="EnvelopeException">The media type is too long.</exception>
    public byte[] ToPlaintext()
    {
        if (MediaType.Length > LongestMediaType) throw new EnvelopeException($"`mediaType` is longer than {LongestMediaType} characters");
        return CanonicalJson.Write(new JsonObject { ["key"] = Base64Url.EncodeToString(Key.Bytes), ["mediaType"] = MediaType });
    }

    /// <summary>Reads the plaintext of a section whose label names chunks.</summary>
    /// <exception cref="EnvelopeException">Off profile.</exception>
    public static ChunkManifest Parse(ReadOnlySpan<byte> plaintext)
    {
        var json = StrictJson.Parse(plaintext, "manifest", "key", "mediaType");
        return new ChunkManifest(new ChunkKey(StrictBase64Url.Decode(json.Text("key"), "key", ChunkKey.KeySize)), json.Text("mediaType"));
    }
}
