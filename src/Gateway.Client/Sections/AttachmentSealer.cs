using Gateway.Crypto;
using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>Seals what is too large for one envelope, chunk by chunk into a file: the content is never in memory as a whole.</summary>
public sealed class AttachmentSealer
{
    private readonly SectionSealer _sealer;

    internal AttachmentSealer(SectionSealer sealer) => _sealer = sealer;

    /// <summary>Seals a section of a record or alert.</summary>
    /// <param name="record">The record's id; of an alert, its idempotency key.</param>
    /// <param name="section">What it is; its content comes from <paramref name="content"/>.</param>
    /// <param name="mediaType">Of what type the content is; sealed with it.</param>
    /// <param name="content">1 byte to 2 GiB, read from where it stands to its end.</param>
    /// <param name="file">Where to; no file yet.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="EnvelopeException">A code or id is out of bounds, or the content is empty or too long.</exception>
    public Task<SealedAttachment> SealAsync(
        string record, PlainSection section, string mediaType, Stream content, string file, CancellationToken ct) =>
        SealAsync(record, section, mediaType, content, file, (manifest, chunks) => _sealer.SealAsync(record, manifest, chunks, ct), ct);

    /// <summary>Seals a section for one request to this party's own key alone, as <see cref="SectionSealer.SealToSelf"/> does.</summary>
    /// <param name="requestId">The request, which stands as its record.</param>
    /// <param name="section">What it is; its id becomes its category.</param>
    /// <param name="mediaType">Of what type the content is; sealed with it.</param>
    /// <param name="content">1 byte to 2 GiB, read from where it stands to its end.</param>
    /// <param name="file">Where to; no file yet.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="EnvelopeException">A code or id is out of bounds, or the content is empty or too long.</exception>
    public Task<SealedAttachment> SealToSelfAsync(
        string requestId, PlainSection section, string mediaType, Stream content, string file, CancellationToken ct) =>
        SealAsync(requestId, SectionSealer.AsAsked(section), mediaType, content, file,
            (manifest, chunks) => ValueTask.FromResult(_sealer.SealAsAsked(requestId, manifest, chunks)), ct);

    private async Task<SealedAttachment> SealAsync(string record, PlainSection section, string mediaType, Stream content, string file,
        Func<PlainSection, SectionChunks, ValueTask<Wire.SealedSection>> seal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(content);
        using var key = ChunkKey.Generate();
        var manifest = new ChunkManifest(key, mediaType).ToPlaintext();
        var chunks = await SealChunksAsync(key, _sealer.LabelOf(record, section), content, file, ct);
        var sealedSection = await seal(section with { Content = manifest }, chunks);
        // Last: what is there under this name is whole.
        var whole = SealedAttachment.SectionFile(file);
        await File.WriteAllBytesAsync(whole + ".part", sealedSection.ToByteArray(), ct);
        File.Move(whole + ".part", whole);
        return new SealedAttachment(file, sealedSection);
    }

    private static async Task<SectionChunks> SealChunksAsync(ChunkKey key, SectionLabel label, Stream content, string file, CancellationToken ct)
    {
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var sequence = new ChunkSequence(label);
        var (piece, next) = (new byte[SealedChunk.Size], new byte[SealedChunk.Size]);
        var length = await ReadAsync(content, piece, ct);
        while (!sequence.IsEnded)
        {
            // Only once nothing follows a chunk is it known to be the last.
            var following = await ReadAsync(content, next, ct);
            var chunk = key.Seal(piece.AsSpan(0, length), ChunkLabel.Of(label, sequence.Next, isLast: following == 0));
            sequence.Add(chunk);
            await output.WriteAsync(chunk.Bytes, ct);
            (piece, next, length) = (next, piece, following);
        }
        output.Flush(flushToDisk: true);
        return sequence.Together();
    }

    private static ValueTask<int> ReadAsync(Stream content, byte[] into, CancellationToken ct) =>
        content.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, ct);
}
