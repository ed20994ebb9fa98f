namespace Gateway.Policy.Analysis;

/// <summary>
/// Two catalogues in the slices of one purpose, on diagrams of their own: what slices share they share within a purpose, so that
/// purposes can be compared side by side.
/// </summary>
internal sealed class SliceComparison
{
    private readonly Diagram _diagram = new();
    private readonly Operations _operations = new();
    private readonly SliceFunctions _earlier, _later;
    private readonly Diagram _common;
    private readonly Dictionary<int, int> _copied = [];

    public SliceComparison(CaseSpace space, DateOnly day, Diagram common)
    {
        _common = common;
        _earlier = new SliceFunctions(_diagram, _operations, space, space.Earlier, day);
        _later = new SliceFunctions(_diagram, _operations, space, space.Later, day);
    }

    /// <summary>Compares in one slice, which may add so many nodes.</summary>
    public ComparedSlice Compare(Slice slice, int mostNodes)
    {
        _diagram.Budget = _diagram.Count + mostNodes;
        try
        {
            var (one, other) = (_earlier.Of(slice), _later.Of(slice));
            return new ComparedSlice(one == other ? null : _diagram.Apply(_operations.Pair, one, other), IsFinished: true);
        }
        catch (BudgetExceededException)
        {
            return new ComparedSlice(Difference: null, IsFinished: false);
        }
    }

    /// <summary>The same function in the diagram that all purposes have in common; not while others are copied.</summary>
    public int Copy(int node)
    {
        if (Diagram.IsTerminal(node)) return node;
        if (_copied.TryGetValue(node, out var known)) return known;
        return _copied[node] = _common.Choose(_diagram.Level(node), Array.ConvertAll(_diagram.Children(node), Copy));
    }
}
