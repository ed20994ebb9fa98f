namespace Gateway.Policy.Analysis;

/// <summary>An operation on the values of two diagrams, with what it has already been applied to in one <see cref="Diagram"/>.</summary>
internal sealed class Operation(Func<int, int, int> of)
{
    public Dictionary<(int A, int B), int> Known { get; } = [];

    public int Of(int a, int b) => of(a, b);
}
