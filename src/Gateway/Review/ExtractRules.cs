using Gateway.Audit;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records.Retention;

namespace Gateway.Review;

/// <summary>
/// What a register extract shows the person: an entry that none of these rules keeps out. The first that holds is the reason. They err on
/// refusal: what cannot be told apart is kept out, and the reviewer decides. Secrecy that protects the person keeps nothing from the person (OSL
/// 12:1), so that no rule looks for it: neither OSL 35:1 and 35:11 nor 40:7 g.
/// </summary>
public static class ExtractRules
{
    private static readonly EntryKind[] Told = [EntryKind.Alert, EntryKind.Opening, EntryKind.Request];

    private static readonly string[] CovertPurposes =
        ["prevent-crime", "prevent-terrorist-offence", "investigate-crime", "protect-national-security", "intervene-now", "youth-supervision-plan"];

    private static readonly string[] CovertCategories = ["suspicion", "investigation", "risk", "camera-footage"];

    private static readonly string[] CovertSecrecies = ["osl-18-1", "osl-18-3"];

    // Secrecy that protects an activity of the authority.
    private static readonly string[] ActivityCategories = ["intelligence", "personal-protection"];

    private static readonly string[] ActivitySecrecies = ["osl-18-2", "osl-18-7", "osl-18-8"];

    // Secrecy that may protect another than the person who asks. A report may tell who made it.
    private static readonly string[] OthersCategories = ["reporter", "concern-report"];

    private static readonly string[] OthersSecrecies = ["osl-26-5", "osl-35-2", "osl-21-3a"];

    // The register has rules of its own on what it tells the person, and OSL 12 does not hold for it (OSL 35:3 third paragraph).
    private static readonly string[] RecordCategories = ["criminal-record"];

    private static readonly string[] RecordSecrecies = ["osl-35-3"];

    /// <summary>The rules, in order.</summary>
    public static IReadOnlyList<ExtractRule> All { get; } =
    [
        new("erased", new BilingualText("Detaljen är gallrad: vad posten rör går inte att pröva",
            "The detail is erased: what the entry is about cannot be tested"),
            m => m.Found.Facts is null),
        new("past-retention", new BilingualText("Detaljer från den tiden är gallrade; att den här är kvar skulle röja att något pågår",
            "Details of that time are erased; that this one is left would tell that something is under way"), m => m.IsPastRetention),
        new("internal", new BilingualText("Myndighetens egen handläggning, inte ett utlämnande eller en åtkomst hos en annan part",
            "The authority's own handling, not a disclosure or an access of another party"), m => !Told.Contains(m.Found.Entry.Kind)),
        new("another-person", new BilingualText("Ärendet gäller någon annan, eller det framgår inte att det gäller den som frågar",
            "The matter is about somebody else, or it does not show that it is about the one who asks"), m => !m.Found.Facts!.IsAboutSubject),
        new("protected-activity", new BilingualText(
            "Underrättelse- eller personsäkerhetsarbete eller säkerhetsåtgärd: sekretessen avslutas inte här, den prövas av myndigheten",
            "Intelligence, personal protection or a security measure: this secrecy is not ended here, the authority assesses it"),
            m => m.Has(ActivityCategories, ActivitySecrecies) || m.Parties.Any(p => p.Kind == PartyKind.SecurityPolice))
                { Provisions = ActivitySecrecies },
        new("protects-another", new BilingualText(
            "Kan skydda en anmälare eller någon annan än den som frågar: sekretessen avslutas inte här, den prövas av myndigheten",
            "May protect a reporter or another than the one who asks: this secrecy is not ended here, the authority assesses it"),
            m => m.Has(OthersCategories, OthersSecrecies)) { Provisions = OthersSecrecies },
        new("criminal-record", new BilingualText("Uppgift ur belastningsregistret: begärs enligt registrets egen lag, 9 § lagen (1998:620)",
            "Data of the criminal record: asked for under that register's own act, 9 § lagen (1998:620)"),
            m => m.Has(RecordCategories, RecordSecrecies)) { Provisions = RecordSecrecies },
        new("undecided", new BilingualText("Frågan väntar på myndighetens bedömning", "The question waits for the authority's assessment"),
            m => m.Found.Facts!.Outcomes.Contains(DecisionWriter.Word(Outcome.AwaitingAssessment))),
        new("covert", new BilingualText("Brottsbekämpning som hålls hemlig för den enskilde tills varje part som håller den hemlig har beslutat annat; sekretess till skydd för den som frågar räknas inte",
            "Law enforcement that is kept from the individual until every party that keeps it so has decided otherwise; secrecy that protects the one who asks does not count"),
            m => !m.IsSecrecyEnded
                && (m.Enforcers.Any() || CovertPurposes.Contains(m.Found.Facts!.Purpose) || m.Has(CovertCategories, CovertSecrecies)))
        {
            Provisions = [.. CovertSecrecies, "osl-12-1"],
        },
    ];

    /// <summary>Purposes that the rules name: each has to be in the catalogue.</summary>
    public static IReadOnlyList<string> Purposes => CovertPurposes;

    /// <summary>Categories that the rules name: each has to be in the catalogue.</summary>
    public static IReadOnlyList<string> Categories { get; } = [.. CovertCategories, .. ActivityCategories, .. OthersCategories, .. RecordCategories];

    /// <summary>The day before which details of what an extract tells are erased; null where none are. It is the same whoever asks.</summary>
    public static DateOnly? ErasedBefore(IReadOnlyList<RetentionCut> cuts) =>
        cuts.Where(c => Told.Contains(c.Kind)).Select(c => (DateOnly?)SwedishTime.DayOf(c.Before)).Max();

    /// <summary>The rule that keeps an entry out; null where the person is given it.</summary>
    public static ExtractRule? Against(ExtractMatter matter) => All.FirstOrDefault(r => r.Withholds(matter));
}
