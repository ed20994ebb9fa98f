using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// A section's chunks, followed from the first to the last: one that is left out, comes twice, in another place, of another section or
/// behind the last is refused by name. Not for concurrent use.
/// </summary>
/// <param name="section">The section; what its label names of chunks is compared only by <see cref="RequireWhole"/>.</param>
public sealed class ChunkSequence(SectionLabel section) : IDisposable
{
    private readonly IncrementalHash _digests = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Index of the chunk that comes next.</summary>
    public int Next { get; private set; }

    /// <summary>Whether the last one was there.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Takes the next chunk.</summary>
    /// <exception cref="EnvelopeException">It is not the next.</exception>
    public void Add(SealedChunk chunk)
    {
        RequireNext(chunk.Label, ChunkLabel.Of(section, Next, isLast: false), IsEnded);
        _digests.AppendData(chunk.Digest());
        Next++;
        IsEnded = chunk.Label.IsLast;
    }

    /// <summary>What the chunks are together.</summary>
    /// <exception cref="EnvelopeException">The last one is missing.</exception>
    public SectionChunks Together() => IsEnded
        ? new SectionChunks(Next, Base64Url.EncodeToString(_digests.GetCurrentHash()))
        : throw new EnvelopeException("the sequence is cut short: its last chunk is missing");

    /// <summary>Ends where the chunks are not, all of them, those that the section's signed label names.</summary>
    /// <exception cref="EnvelopeException">So it is.</exception>
    public void RequireWhole()
    {
        if (section.Chunks != Together()) throw new EnvelopeException("the chunks are not those that the section's `aad` names");
    }

    /// <summary>Ends where a chunk is not the one that comes next.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="next">What comes next; whether it is the last is the chunk's to say.</param>
    /// <param name="isEnded">Whether the last was there, so that nothing comes.</param>
    /// <exception cref="EnvelopeException">So it is; the message names why.</exception>
    public static void RequireNext(ChunkLabel chunk, ChunkLabel next, bool isEnded)
    {
        if (chunk with { Index = next.Index, IsLast = next.IsLast } != next)
            throw new EnvelopeException("`aad` names another record, section, version or holder");
        if (isEnded) throw new EnvelopeException("the sequence has ended: its last chunk was there");
        if (chunk.Index != next.Index) throw new EnvelopeException($"`aad.index` is {chunk.Index} where {next.Index} comes next");
    }

    public void Dispose() => _digests.Dispose();
}
