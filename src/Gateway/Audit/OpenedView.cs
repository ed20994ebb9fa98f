using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>A party's view of an entry, opened and shown to be what the leaf committed to.</summary>
/// <param name="Salt">32 bytes; with the JSON it opens the leaf's commitment.</param>
/// <param name="Json">The detail, canonical JSON.</param>
public sealed record OpenedView(ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Json)
{
    /// <summary>SHA-256(salt ‖ JSON): what the leaf says of the view.</summary>
    public byte[] Commitment() => SHA256.HashData([.. Salt.Span, .. Json.Span]);

    /// <summary>The detail as a tree.</summary>
    /// <exception cref="EnvelopeException">It is not an object.</exception>
    public JsonObject ToObject() => JsonNode.Parse(Json.Span) as JsonObject ?? throw new EnvelopeException("the view is not an object");
}
