using Gateway.Parties;

namespace Gateway.Review;

/// <summary>An entry with what the rules of a register extract look at.</summary>
/// <param name="Found">The entry.</param>
/// <param name="Parties">The holder and the other party, where there is one, as the directory holds them.</param>
/// <param name="EndedBy">Parties that no longer keep the matter secret from the person.</param>
public sealed record ExtractMatter(FoundEntry Found, IReadOnlyList<Party> Parties, IReadOnlyList<PartyId> EndedBy)
{
    /// <summary>
    /// Whether details of its kind and time are erased at the party. Those that a hold kept are shown no more than the others: they would tell that
    /// something holds them.
    /// </summary>
    public bool IsPastRetention { get; init; }

    /// <summary>The law enforcement parties of the matter.</summary>
    public IEnumerable<Party> Enforcers => Parties.Where(p => p.Kind.IsLawEnforcement());

    /// <summary>
    /// Whether everybody who keeps the matter secret has decided that it need not be: the law enforcement parties, else the holder.
    /// </summary>
    public bool IsSecrecyEnded
    {
        get
        {
            var keepers = Enforcers.Select(p => p.Id).DefaultIfEmpty(Found.Entry.Content.Holder);
            return Found.Facts is { Reference.Length: > 0 } && keepers.All(EndedBy.Contains);
        }
    }

    /// <summary>Whether the matter has one of these categories or secrecy provisions.</summary>
    public bool Has(IReadOnlyList<string> categories, IReadOnlyList<string> secrecies) =>
        Found.Facts is { } facts && (facts.Categories.Any(categories.Contains) || facts.Secrecies.Any(secrecies.Contains));
}
