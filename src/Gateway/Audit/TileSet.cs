namespace Gateway.Audit;

/// <summary>Some tiles, as a reader of the complete subtrees that lie in them. Immutable.</summary>
internal sealed class TileSet(IEnumerable<Tile> tiles)
{
    private readonly Dictionary<TileCoordinate, Tile> _tiles = tiles.ToDictionary(t => t.At);

    public static TileSet Empty { get; } = new([]);

    /// <exception cref="KeyNotFoundException">The node's tile is not in the set.</exception>
    public byte[] HashOf(TreeNode node) => _tiles[TileCoordinate.Of(node)].HashOf(node);

    /// <summary>Which tiles a computation reads, found by running it on hashes of zeros.</summary>
    public static IReadOnlyCollection<TileCoordinate> NeededBy(Action<Func<TreeNode, byte[]>> computation)
    {
        var needed = new HashSet<TileCoordinate>();
        computation(node =>
        {
            needed.Add(TileCoordinate.Of(node));
            return new byte[MerkleTree.HashSize];
        });
        return needed;
    }
}
