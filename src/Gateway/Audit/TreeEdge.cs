namespace Gateway.Audit;

/// <summary>
/// The right edge of a growing tree: of each level the one tile that is not full. With it a leaf is appended and the root
/// computed without reading anything else. Not thread-safe.
/// </summary>
internal sealed class TreeEdge
{
    private readonly List<byte[]> _levels = [];
    private readonly List<Tile?> _partial = [];
    private readonly HashSet<int> _changed = [];
    private readonly List<Tile> _completed = [];

    /// <param name="size">Leaves of the tree.</param>
    /// <param name="partialTiles">The tiles that <see cref="TilesOf"/> names, or wider ones.</param>
    public TreeEdge(long size, IEnumerable<Tile> partialTiles)
    {
        Size = size;
        var byPlace = partialTiles.ToDictionary(t => t.At);
        foreach (var (at, width) in TilesOf(size))
        {
            Grow(at.Level);
            var tile = new Tile(at, byPlace[at].Hashes[..(width * MerkleTree.HashSize)]);
            tile.Hashes.CopyTo(_levels[at.Level]);
            _partial[at.Level] = tile;
        }
    }

    public long Size { get; private set; }

    /// <summary>The places and widths of the tiles at the edge of a tree of that size.</summary>
    public static IEnumerable<(TileCoordinate At, int Width)> TilesOf(long size)
    {
        for (var level = 0; TileCoordinate.HashesAt(level, size) is > 0 and var hashes; level++)
            if (hashes % TileCoordinate.FullWidth is > 0 and var width)
                yield return (new TileCoordinate(level, hashes / TileCoordinate.FullWidth), (int)width);
    }

    public void Append(ReadOnlySpan<byte> leafHash)
    {
        Append(0, Size, leafHash);
        Size++;
    }

    /// <summary>The tiles that appends since the last call made full or wider.</summary>
    public IReadOnlyList<Tile> TakeChanged()
    {
        foreach (var level in _changed)
        {
            var hashes = TileCoordinate.HashesAt(level, Size);
            var width = (int)(hashes % TileCoordinate.FullWidth);
            var at = new TileCoordinate(level, hashes / TileCoordinate.FullWidth);
            _partial[level] = width == 0 ? null : new Tile(at, _levels[level].AsSpan(0, width * MerkleTree.HashSize).ToArray());
        }
        List<Tile> changed = [.. _completed, .. _changed.Select(l => _partial[l]).OfType<Tile>()];
        _changed.Clear();
        _completed.Clear();
        return changed;
    }

    /// <summary>The edge as it was after the last <see cref="TakeChanged"/>.</summary>
    public IEnumerable<Tile> Tiles => _partial.OfType<Tile>();

    private void Append(int level, long index, ReadOnlySpan<byte> hash)
    {
        Grow(level);
        _changed.Add(level);
        var offset = (int)(index % TileCoordinate.FullWidth);
        hash.CopyTo(_levels[level].AsSpan(offset * MerkleTree.HashSize));
        if (offset + 1 < TileCoordinate.FullWidth) return;
        var number = index / TileCoordinate.FullWidth;
        var full = new Tile(new TileCoordinate(level, number), _levels[level].ToArray());
        _completed.Add(full);
        Append(level + 1, number, full.Root());
    }

    private void Grow(int level)
    {
        while (_levels.Count <= level)
        {
            _levels.Add(new byte[TileCoordinate.FullWidth * MerkleTree.HashSize]);
            _partial.Add(null);
        }
    }
}
