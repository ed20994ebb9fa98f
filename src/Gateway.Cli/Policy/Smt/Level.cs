namespace Gateway.Cli.Policy.Smt;

/// <summary>How a part of a decision comes out, as two propositions: it is not refused, and it is permitted. The second implies the first.</summary>
/// <param name="NotRefused">Permitted, or waits for an assessment.</param>
/// <param name="Permitted">Permitted.</param>
internal readonly record struct Level(string NotRefused, string Permitted)
{
    public static Level Permit { get; } = new(Logic.True, Logic.True);

    public static Level Await { get; } = new(Logic.True, Logic.False);

    public static Level Deny { get; } = new(Logic.False, Logic.False);

    /// <summary>Permit where it holds, deny elsewhere.</summary>
    public static Level Where(string condition) => new(condition, condition);

    /// <summary>One level or another.</summary>
    public static Level If(string condition, Level then, Level otherwise) => new(
        Logic.If(condition, then.NotRefused, otherwise.NotRefused), Logic.If(condition, then.Permitted, otherwise.Permitted));

    /// <summary>The lowest of them.</summary>
    public static Level Least(params IEnumerable<Level> parts)
    {
        Level[] all = [.. parts];
        return new Level(Logic.And(all.Select(l => l.NotRefused)), Logic.And(all.Select(l => l.Permitted)));
    }

    /// <summary>The highest of them.</summary>
    public static Level Most(params IEnumerable<Level> parts)
    {
        Level[] all = [.. parts];
        return new Level(Logic.Or(all.Select(l => l.NotRefused)), Logic.Or(all.Select(l => l.Permitted)));
    }

    /// <summary>That it comes out higher than another.</summary>
    public string IsAbove(Level other) => Logic.Or(
        Logic.And(Permitted, Logic.Not(other.Permitted)), Logic.And(NotRefused, Logic.Not(other.NotRefused)));
}
