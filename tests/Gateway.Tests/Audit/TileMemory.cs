using System.Text;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

/// <summary>A log's files in memory, to be spoilt: entry i is the four bytes of i + salt.</summary>
internal sealed class TileMemory : ITileSource
{
    public TileMemory(LogSigner signer, int size, int salt = 0)
    {
        var edge = new TreeEdge(0, []);
        var entries = Enumerable.Range(salt, size).Select(BitConverter.GetBytes).ToList();
        foreach (var entry in entries) edge.Append(MerkleTree.LeafHash(entry));
        foreach (var tile in edge.TakeChanged()) Files[tile.At.Path(tile.Width)] = tile.Hashes.ToArray();
        foreach (var (bundle, number) in entries.Chunk(256).Select((b, n) => (b, n)))
            Files[TileCoordinate.EntriesPath(number, bundle.Length)] = EntryBundle.Write([.. bundle.Select(e => (ReadOnlyMemory<byte>)e)]);
        Checkpoint = signer.Sign(size, MerkleTree.Root(size, new TileSet(edge.Tiles).HashOf));
        Files["checkpoint"] = Encoding.UTF8.GetBytes(Checkpoint.Note);
    }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>As it was signed.</summary>
    public Checkpoint Checkpoint { get; }

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct) =>
        ValueTask.FromResult(Files.TryGetValue(path, out var file) ? file : (ReadOnlyMemory<byte>?)null);
}
