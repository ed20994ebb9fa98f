using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

/// <summary>A large section of three chunks, as the tests of chunks need it.</summary>
internal sealed class TestChunks : IDisposable
{
    public static readonly SectionLabel Label = TestSections.Label;

    public TestChunks()
    {
        Content = new byte[2 * SealedChunk.Size + 5];
        for (var i = 0; i < Content.Length; i++) Content[i] = unchecked((byte)(i >> 8));
        Chunks = [Seal(Label, 0), Seal(Label, 1), Seal(Label, 2)];
    }

    public byte[] Content { get; }

    public ChunkKey Key { get; } = ChunkKey.Generate();

    public IReadOnlyList<SealedChunk> Chunks { get; }

    /// <summary>The label of a section that names these chunks.</summary>
    public SectionLabel Whole => Label with { Chunks = SectionChunks.Of([.. Chunks.Select(c => (ReadOnlyMemory<byte>)c.Digest())]) };

    /// <summary>A piece of the content sealed as the chunk of a section; the third is the last.</summary>
    public SealedChunk Seal(SectionLabel section, int index, ChunkKey? key = null)
    {
        var piece = Content.AsSpan(index * SealedChunk.Size);
        var isLast = index == 2;
        return (key ?? Key).Seal(isLast ? piece : piece[..SealedChunk.Size], ChunkLabel.Of(section, index, isLast));
    }

    public static JsonObject Json(SealedChunk chunk) => JsonNode.Parse(chunk.ToJson())!.AsObject();

    public void Dispose() => Key.Dispose();
}
