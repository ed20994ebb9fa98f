using Gateway.Policy;

namespace Gateway.Review;

/// <summary>A reason to keep an entry out of a register extract.</summary>
/// <param name="Code">Code, such as <c>covert</c>.</param>
/// <param name="Why">Why; for the reviewer, never for the person.</param>
/// <param name="Withholds">Whether it keeps out this entry.</param>
public sealed record ExtractRule(string Code, BilingualText Why, Func<ExtractMatter, bool> Withholds)
{
    /// <summary>Provisions that it rests on, by their ids: those it looks for first.</summary>
    public IReadOnlyList<string> Provisions { get; init; } = [];

    /// <summary>Why, with what it rests on as the catalogue cites it.</summary>
    public BilingualText TextIn(Catalogue law)
    {
        if (Provisions.Count == 0) return Why;
        var cited = string.Join("; ", Provisions.Select(p => DocumentValues.Provision(p, law)));
        return new BilingualText($"{Why.Sv} ({cited})", $"{Why.En} ({cited})");
    }
}
