using Gateway.Audit;

namespace Gateway.Tests.Enforcement;

/// <summary>The leaves of many requests that came out the same way, as somebody sees them who reads the tree.</summary>
internal sealed class LeafGroup(string name)
{
    private readonly List<EntryLeaf[]> _requests = [];

    public string Name => name;

    public int Requests => _requests.Count;

    /// <summary>Random bytes of a leaf: what commits to something, or stands where there is nothing.</summary>
    public const int RandomBytes = 3 * 32 + 10;

    /// <summary>How each leaf looks but for its random bytes; one look where nothing can be told.</summary>
    public HashSet<string> Looks { get; } = [];

    public void Add(IEnumerable<ReadOnlyMemory<byte>> leavesOfOneRequest)
    {
        var leaves = leavesOfOneRequest.Select(l => EntryLeaf.Parse(l.Span)).ToArray();
        _requests.Add(leaves);
        Looks.Add(string.Join('|', leaves.Select(l => $"{l.Write().Length} {l.Kind} {l.Holder} {l.Counterpart} {l.At:O} {l.Id[..12]}")));
    }

    /// <summary>How often each value stands at a position of the random bytes, over all leaves.</summary>
    public int[] CountsAt(int position)
    {
        var counts = new int[256];
        foreach (var leaf in _requests.SelectMany(r => r)) counts[Random(leaf)[position]]++;
        return counts;
    }

    /// <summary>Pairs of leaves of one request that have a byte in common at a position: beyond one in 256, they belong together.</summary>
    public int PairsAt(int position) => _requests.Sum(r => r.Index().Sum(a => r.Skip(a.Index + 1).Count(b => Random(b)[position] == Random(a.Item)[position])));

    private static byte[] Random(EntryLeaf leaf) =>
        [.. leaf.HolderView.Span, .. leaf.CounterpartView.Span, .. leaf.Release.Span, .. Convert.FromHexString(leaf.Id)[6..]];
}
