using System.Collections.Frozen;

namespace Gateway.Parties;

/// <summary>The words of party kinds in catalogue and files, and which kinds a word of a provision covers.</summary>
public static class PartyKinds
{
    private static readonly FrozenDictionary<string, PartyKind> ByWord = new Dictionary<string, PartyKind>
    {
        ["police"] = PartyKind.Police,
        ["security-police"] = PartyKind.SecurityPolice,
        ["law-enforcement"] = PartyKind.LawEnforcement,
        ["customs"] = PartyKind.Customs,
        ["prosecutor"] = PartyKind.Prosecutor,
        ["prison-service"] = PartyKind.PrisonService,
        ["social-services"] = PartyKind.SocialServices,
        ["sis"] = PartyKind.Sis,
        ["municipal-school"] = PartyKind.MunicipalSchool,
        ["independent-school"] = PartyKind.IndependentSchool,
        ["municipality-other"] = PartyKind.MunicipalityOther,
        ["health-care"] = PartyKind.HealthCare,
        ["any-authority"] = PartyKind.AnyAuthority,
        ["individual"] = PartyKind.Individual,
        ["civil-society"] = PartyKind.CivilSociety,
        ["tax-agency"] = PartyKind.TaxAgency,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<PartyKind, string> Words = ByWord.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>All words, in order.</summary>
    public static IReadOnlyList<string> AllWords { get; } = [.. ByWord.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a word such as <c>social-services</c>; false leaves the kind unspecified.</summary>
    public static bool TryParse(string? word, out PartyKind kind) => ByWord.TryGetValue(word ?? "", out kind);

    /// <summary>The word of a kind; empty for the unspecified one.</summary>
    public static string Word(this PartyKind kind) => Words.GetValueOrDefault(kind, "");

    /// <summary>Whether the kind is a Swedish authority and so bound by the secrecy act.</summary>
    public static bool IsAuthority(this PartyKind kind) => kind is not
        (PartyKind.Unspecified or PartyKind.Individual or PartyKind.CivilSociety or PartyKind.IndependentSchool);

    /// <summary>Whether the kind is a law enforcement authority in the sense of 2 § lagen (2025:170).</summary>
    public static bool IsLawEnforcement(this PartyKind kind) => kind is PartyKind.LawEnforcement or PartyKind.Police
        or PartyKind.SecurityPolice or PartyKind.Customs or PartyKind.Prosecutor or PartyKind.TaxAgency;

    /// <summary>Whether the kind processes data under brottsdatalagen (2018:1177), in what it does for law enforcement or sentences.</summary>
    public static bool IsUnderCriminalDataAct(this PartyKind kind) => kind.IsLawEnforcement() || kind == PartyKind.PrisonService;

    /// <summary>Whether a provision that names <paramref name="named"/> covers a party of kind <paramref name="actual"/>.</summary>
    public static bool Covers(this PartyKind named, PartyKind actual) => named switch
    {
        PartyKind.Unspecified => false,
        PartyKind.AnyAuthority => actual.IsAuthority(),
        PartyKind.LawEnforcement => actual.IsLawEnforcement(),
        _ => named == actual,
    };
}
