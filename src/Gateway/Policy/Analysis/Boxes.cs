namespace Gateway.Policy.Analysis;

/// <summary>A function read back as boxes: the paths to what is sought, edges to the same node joined.</summary>
internal sealed class Boxes(Diagram diagram, CaseSpace space, Func<int, bool> isSought)
{
    private readonly Dictionary<int, long> _counts = [];

    /// <summary>How many boxes there are.</summary>
    public long Count(int node)
    {
        if (Diagram.IsTerminal(node)) return isSought(node) ? 1 : 0;
        if (_counts.TryGetValue(node, out var known)) return known;
        var (children, count) = (diagram.Children(node), 0L);
        for (var v = 0; v < children.Length; v++)
            if (Array.IndexOf(children, children[v], 0, v) < 0) count += Count(children[v]); // edges to one node are one side of a box
        return _counts[node] = count;
    }

    /// <summary>Each box, with the terminal it leads to.</summary>
    public IEnumerable<(IReadOnlyList<(Variable Variable, IReadOnlyList<int> Values)> Sides, int Terminal)> Of(int node)
    {
        if (Count(node) == 0) yield break;
        if (Diagram.IsTerminal(node))
        {
            yield return ([], node);
            yield break;
        }
        var variable = space.Variables[diagram.Level(node)];
        foreach (var edge in diagram.Children(node).Select((child, value) => (child, value)).GroupBy(e => e.child, e => e.value))
            foreach (var (sides, terminal) in Of(edge.Key))
                yield return ([(variable, [.. edge]), .. sides], terminal);
    }
}
