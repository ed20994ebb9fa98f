namespace Gateway.Policy.Analysis;

/// <summary>
/// Functions of finitely many variables with few values each, as ordered decision diagrams (Bryant 1986, with more than two
/// edges). A node is a number; equal functions are the same number, so that two catalogues agree exactly where their nodes are equal, and
/// nothing is ever sampled. Numbers below <see cref="Terminals"/> are the values of constant functions.
/// </summary>
internal sealed class Diagram
{
    public const int Terminals = 64;

    private readonly List<(int Level, int[] Children)> _nodes = [];
    private readonly Dictionary<Key, int> _known = [];

    /// <summary>How many nodes there are: what a budget counts.</summary>
    public int Count => _nodes.Count;

    /// <summary>The most nodes that may be made before <see cref="BudgetExceededException"/> is thrown.</summary>
    public int Budget { get; set; } = int.MaxValue;

    public static bool IsTerminal(int node) => node < Terminals;

    public int Level(int node) => IsTerminal(node) ? int.MaxValue : _nodes[node - Terminals].Level;

    public int[] Children(int node) => _nodes[node - Terminals].Children;

    /// <summary>The function that is <paramref name="children"/>[v] where the variable of this level has value v.</summary>
    public int Choose(int level, int[] children)
    {
        if (Array.TrueForAll(children, c => c == children[0])) return children[0];
        var key = new Key(level, children);
        if (_known.TryGetValue(key, out var node)) return node;
        if (_nodes.Count >= Budget) throw new BudgetExceededException();
        _nodes.Add((level, children));
        return _known[key] = Terminals + _nodes.Count - 1;
    }

    /// <summary>A function of two functions, value by value.</summary>
    public int Apply(Operation operation, int a, int b)
    {
        if (a == operation.Absorbing || b == operation.Absorbing) return operation.Absorbing.Value;
        if (a == operation.Neutral) return b;
        if (b == operation.Neutral) return a;
        if (operation.IsSymmetric)
        {
            if (a == b) return a;
            if (a > b) (a, b) = (b, a);
        }
        if (IsTerminal(a) && IsTerminal(b)) return operation.Of(a, b);
        if (operation.Known.TryGetValue((a, b), out var known)) return known;
        var (levelA, levelB) = (Level(a), Level(b));
        var level = Math.Min(levelA, levelB);
        var (ofA, ofB) = (levelA == level ? Children(a) : null, levelB == level ? Children(b) : null);
        var children = new int[(ofA ?? ofB!).Length]; // one of the two is at the level
        for (var v = 0; v < children.Length; v++)
            children[v] = Apply(operation, ofA is null ? a : ofA[v], ofB is null ? b : ofB[v]);
        return operation.Known[(a, b)] = Choose(level, children);
    }

    /// <summary>Whether a function takes a value anywhere. <paramref name="seen"/> is empty at first.</summary>
    public bool Takes(int node, int value, HashSet<int>? seen = null)
    {
        if (IsTerminal(node)) return node == value;
        seen ??= [];
        return seen.Add(node) && Children(node).Any(c => Takes(c, value, seen));
    }

    private readonly struct Key(int level, int[] children) : IEquatable<Key>
    {
        private readonly int _level = level;
        private readonly int[] _children = children;

        public bool Equals(Key other) => _level == other._level && _children.AsSpan().SequenceEqual(other._children);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_level);
            foreach (var child in _children) hash.Add(child);
            return hash.ToHashCode();
        }
    }
}
