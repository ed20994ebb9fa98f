namespace Gateway.Policy.Analysis;

/// <summary>An operation on the values of two diagrams, with what it has already been applied to in one <see cref="Diagram"/>.</summary>
internal sealed class Operation(Func<int, int, int> of)
{
    public Dictionary<(int A, int B), int> Known { get; } = [];

    /// <summary>The value that, on either side, is the result whatever stands on the other; null: none.</summary>
    public int? Absorbing { get; init; }

    /// <summary>The value that, on either side, leaves the other as it is; null: none.</summary>
    public int? Neutral { get; init; }

    /// <summary>Whether the sides may change places, and a value with itself is that value.</summary>
    public bool IsSymmetric { get; init; }

    public int Of(int a, int b) => of(a, b);
}
