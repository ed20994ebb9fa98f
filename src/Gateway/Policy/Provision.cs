using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// One provision of the catalogue: law as data. Whatever it names (parties, categories, facts, questions) stands in the same
/// catalogue's vocabulary.
/// </summary>
public sealed record Provision
{
    /// <summary>Id, such as <c>osl-10-18a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Citation in Swedish. Two entries may cite one section where its parts differ in effect.</summary>
    public required string Citation { get; init; }

    /// <summary>What it is called.</summary>
    public required BilingualText Title { get; init; }

    /// <summary>Our own plain summary; never the statute's wording.</summary>
    public required BilingualText Summary { get; init; }

    /// <summary>What part it plays.</summary>
    public required ProvisionKind Kind { get; init; }

    /// <summary>Holders it is for.</summary>
    public required IReadOnlyList<PartyKind> Holders { get; init; }

    /// <summary>Receivers it is for.</summary>
    public required IReadOnlyList<PartyKind> Receivers { get; init; }

    /// <summary>Categories it is for; empty means all.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Categories it is not for.</summary>
    public IReadOnlyList<string> ExceptCategories { get; init; } = [];

    /// <summary>Secrecy provisions it lifts; <c>*</c> means all that <see cref="NeverLifts"/> does not name.</summary>
    public IReadOnlyList<string> Lifts { get; init; } = [];

    /// <summary>Secrecy provisions it never lifts.</summary>
    public IReadOnlyList<string> NeverLifts { get; init; } = [];

    /// <summary>How much it asks, 1 to 99; the lowest that is met is proposed. 0 where it lifts nothing.</summary>
    public int Threshold { get; init; }

    /// <summary>All of these must be known to be true.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Secrecy only: the question of its harm test, answered yes when disclosure is open. Null: absolute secrecy.</summary>
    public string? HarmQuestion { get; init; }

    /// <summary>Secrecy only: protects the individual, and so nothing where a section concerns no person.</summary>
    public bool ProtectsIndividual { get; init; }

    /// <summary>Secrecy only: protects where the holder declares it; holder and category alone do not tell whether it applies.</summary>
    public bool DeclaredOnly { get; init; }

    /// <summary>Secrecy only: what it protects is never deposited (<c>design.md</c> §1.6), whatever category it is of.</summary>
    public bool NeverDeposited { get; init; }

    /// <summary>Secrecy only: whom the section concerns is in hiding, and is treated as one whose identity is protected.</summary>
    public bool HidesPerson { get; init; }

    /// <summary>Role of the holder's officer whose answers count; null: any assessor.</summary>
    public string? DecisionMakerRole { get; init; }

    /// <summary>Codes of obligations that come with it.</summary>
    public IReadOnlyList<string> Obligations { get; init; } = [];

    /// <summary>Data protection only: the side it stands on.</summary>
    public Side Side { get; init; }

    /// <summary>Data protection only: carries where the disclosure is a duty.</summary>
    public bool CarriesDuty { get; init; }

    /// <summary>Data protection only: carries where the disclosure is a permission.</summary>
    public bool CarriesPermission { get; init; }

    /// <summary>First day in force; null: since ever.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force; null: until further.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The wording that was read, as consolidated up to which amendment; for a secondary source, which one.</summary>
    public required string Source { get; init; }

    /// <summary>How sure we are of the text.</summary>
    public Certainty Certainty { get; init; }

    /// <summary>An unsettled question that the entry answers conservatively; told with every answer. Null: none known.</summary>
    public BilingualText? Uncertainty { get; init; }

    /// <summary>Whether it is in force on a day.</summary>
    public bool IsInForceOn(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day <= ValidTo);

    /// <summary>Whether it is for a category.</summary>
    public bool IsForCategory(string category) =>
        (Categories.Count == 0 || Categories.Contains(category)) && !ExceptCategories.Contains(category);

    /// <summary>Whether it is for a holder of this kind.</summary>
    public bool IsForHolder(PartyKind kind) => Covers(Holders, kind);

    /// <summary>Whether it is for a receiver of this kind.</summary>
    public bool IsForReceiver(PartyKind kind) => Covers(Receivers, kind);

    /// <summary>Whether it can lift a secrecy provision at all.</summary>
    public bool CanLift(Provision secrecy) => Kind is ProvisionKind.Lifting or ProvisionKind.Duty
        && secrecy.HarmQuestion is not null
        && !NeverLifts.Contains(secrecy.Id) && (Lifts.Contains("*") || Lifts.Contains(secrecy.Id));

    private static bool Covers(IReadOnlyList<PartyKind> named, PartyKind kind)
    {
        for (var i = 0; i < named.Count; i++)
            if (named[i].Covers(kind)) return true;
        return false;
    }
}
