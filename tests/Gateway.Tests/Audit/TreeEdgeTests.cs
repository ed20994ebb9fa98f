using System.Buffers.Binary;
using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class TreeEdgeTests
{
    private static readonly int[] Batches = [1, 2, 253, 1, 256, 255, 257, 1_000, 64_000, 5_000];

    [Test]
    public void Append_BatchesAcrossTiles_GivesRootAndProofsOfTheWholeTree()
    {
        var tiles = new Dictionary<TileCoordinate, Tile>();
        var edge = new TreeEdge(0, []);
        var roots = new List<(long Size, byte[] Root)>();
        foreach (var batch in Batches)
        {
            for (var i = 0; i < batch; i++) edge.Append(Leaf(edge.Size));
            foreach (var tile in edge.TakeChanged()) tiles[tile.At] = tile;
            roots.Add((edge.Size, MerkleTree.Root(edge.Size, new TileSet(edge.Tiles).HashOf)));
        }

        var all = new TileSet(tiles.Values);
        var (size, root) = roots[^1];
        Assert.That(tiles.Keys, Is.EquivalentTo(TileCoordinate.AllOf(size).Select(t => t.Tile)));
        foreach (var index in new[] { 0L, 255, 256, 65_535, 65_536, size - 1 })
            Assert.That(MerkleProof.VerifyInclusion(index, size, Leaf(index), MerkleTree.InclusionProof(index, size, all.HashOf), root), $"{index}");
        foreach (var (oldSize, oldRoot) in roots)
            Assert.That(MerkleProof.VerifyConsistency(oldSize, size, oldRoot, root, MerkleTree.ConsistencyProof(oldSize, size, all.HashOf)), $"{oldSize}");
    }

    [Test]
    public void Constructor_TilesOfALaterTree_GoesOnFromTheSmallerOne()
    {
        var edge = new TreeEdge(0, []);
        for (var i = 0; i < 700; i++) edge.Append(Leaf(i));
        var later = edge.TakeChanged();
        var again = new TreeEdge(600, later.Where(t => t.Width < 256));
        for (var i = 600; i < 700; i++) again.Append(Leaf(i));
        again.TakeChanged();
        Assert.That(MerkleTree.Root(700, new TileSet(again.Tiles).HashOf), Is.EqualTo(MerkleTree.Root(700, new TileSet(edge.Tiles).HashOf)));
    }

    [Test]
    public void Append_RealLeafHashesInAnyBatches_GivesTheSameTilesAsTheRealLog()
    {
        var folder = OutsideVectors.Require("tlog/ct-navigli2025h2/tile/0", "https://github.com/FiloSottile/sunlight (testdata/navigli2025h2)");
        byte[] hashes = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes)];
        var (whole, pieces) = (new TreeEdge(0, []), new TreeEdge(0, []));
        List<Tile> inPieces = [];
        foreach (var (hash, i) in hashes.Chunk(32).Select((h, i) => (h, i)))
        {
            whole.Append(hash);
            pieces.Append(hash);
            if (i % 7 == 0) inPieces.AddRange(pieces.TakeChanged());
        }
        inPieces.AddRange(pieces.TakeChanged());
        var full = whole.TakeChanged().Where(t => t.At.Level == 0).ToList();
        Assert.That(full.SelectMany(t => t.Hashes.ToArray()), Is.EqualTo(hashes));
        Assert.That(pieces.Tiles.Single(t => t.At.Level == 1).Hashes.ToArray(), Is.EqualTo(whole.Tiles.Single(t => t.At.Level == 1).Hashes.ToArray()));
        var partial = File.ReadAllBytes(Path.Combine(folder, "003.p", "10"));
        Assert.That(inPieces.Where(t => t.At == new TileCoordinate(0, 3) && t.Width >= 10).Select(t => t.Hashes[..partial.Length].ToArray()),
            Is.Not.Empty.And.All.EqualTo(partial));
    }

    private static byte[] Leaf(long index)
    {
        var entry = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(entry, index);
        return MerkleTree.LeafHash(entry);
    }
}
