using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// Which chunks a large section consists of: their number, and SHA-256 over their digests in order. It stands in the section's
/// label, so that the sender signs it, and in the section's digest, so that the log commits to it. Equal by value.
/// </summary>
/// <param name="Count">1 to <see cref="SealedChunk.MaximumCount"/>.</param>
/// <param name="Digest">32 bytes in base64url.</param>
public sealed record SectionChunks(int Count, string Digest)
{
    /// <summary>What these chunks are together.</summary>
    /// <param name="digests">See <see cref="SealedChunk.Digest"/>; of every chunk, from the first to the last.</param>
    public static SectionChunks Of(IReadOnlyCollection<ReadOnlyMemory<byte>> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var digest in digests) hash.AppendData(digest.Span);
        return new SectionChunks(digests.Count, Base64Url.EncodeToString(hash.GetHashAndReset()));
    }

    /// <summary>Whether these bytes are the digest.</summary>
    public bool IsDigest(ReadOnlySpan<byte> bytes) => Digest == Base64Url.EncodeToString(bytes);

    internal byte[] DigestBytes() => StrictBase64Url.Decode(Digest, "aad.chunks.digest", SHA256.HashSizeInBytes);

    internal JsonObject ToJson()
    {
        if (Count is < 1 or > SealedChunk.MaximumCount)
            throw new EnvelopeException($"`aad.chunks.count` is not 1 to {SealedChunk.MaximumCount}");
        DigestBytes();
        return new JsonObject { ["count"] = Count, ["digest"] = Digest };
    }

    internal static SectionChunks Read(StrictJson json) => new(json.Number("count"), json.Text("digest"));
}
