using Gateway.Audit;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>
/// What a register extract shows the person: an entry that none of these rules keeps out. The first that holds is the reason. They err on
/// refusal: what cannot be told apart is kept out, and the reviewer decides. Where a citation is not verified, the text says so.
/// </summary>
public static class ExtractRules
{
    private static readonly EntryKind[] Told = [EntryKind.Alert, EntryKind.Opening, EntryKind.Request];

    private static readonly string[] CovertPurposes =
        ["prevent-crime", "prevent-terrorist-offence", "investigate-crime", "protect-national-security", "intervene-now", "youth-supervision-plan"];

    private static readonly string[] CovertCategories = ["suspicion", "investigation", "risk", "camera-footage"];

    private static readonly string[] CovertSecrecies = ["osl-18-1", "osl-18-3", "osl-35-1", "osl-35-2", "osl-35-3"];

    private static readonly string[] NeverCategories = ["intelligence", "personal-protection", "criminal-record", "reporter", "concern-report"];

    private static readonly string[] NeverSecrecies = ["osl-18-2", "osl-18-7", "osl-18-8", "osl-35-11", "osl-26-5", "osl-40-7g", "osl-21-3a"];

    /// <summary>The rules, in order.</summary>
    public static IReadOnlyList<ExtractRule> All { get; } =
    [
        new("erased", new BilingualText("Detaljen är gallrad: vad posten rör går inte att pröva", "The detail is erased: what the entry is about cannot be tested"),
            m => m.Found.Facts is null),
        new("internal", new BilingualText("Myndighetens egen handläggning, inte ett utlämnande eller en åtkomst hos en annan part",
            "The authority's own handling, not a disclosure or an access of another party"), m => !Told.Contains(m.Found.Entry.Kind)),
        new("another-person", new BilingualText("Ärendet gäller någon annan, eller det framgår inte att det gäller den som frågar",
            "The matter is about somebody else, or it does not show that it is about the one who asks"), m => !m.Found.Facts!.IsAboutSubject),
        new("always-secret", new BilingualText(
            "Underrättelse- eller personsäkerhetsarbete, skydd för anmälare eller annat som hålls hemligt utan slut (18 kap. 2 och 7 §§, 26 kap. 5 §, 35 kap. 11 §, 40 kap. 7 g § offentlighets- och sekretesslagen (2009:400))",
            "Intelligence or personal protection, protection of reporters, or other that is secret without end (OSL 18:2, 18:7, 26:5, 35:11, 40:7 g)"),
            m => m.Has(NeverCategories, NeverSecrecies) || m.Parties.Any(p => p.Kind == PartyKind.SecurityPolice)),
        new("undecided", new BilingualText("Frågan väntar på myndighetens bedömning", "The question waits for the authority's assessment"),
            m => m.Found.Facts!.Outcomes.Contains(DecisionWriter.Word(Outcome.AwaitingAssessment))),
        new("covert", new BilingualText(
            "Brottsbekämpning som hålls hemlig för den enskilde tills varje part som håller den hemlig har beslutat annat (18 kap. 1 § och 35 kap. 1 § offentlighets- och sekretesslagen (2009:400), 5 kap. 1 § lagen (2018:218); brottsdatalagen (2018:1177), paragraf ej verifierad)",
            "Law enforcement that is kept from the individual until every party that keeps it so has decided otherwise (OSL 18:1 and 35:1, 5 kap. 1 § lagen (2018:218); the Criminal Data Act, section not verified)"),
            m => !m.IsConcealmentEnded
                && (m.Enforcers.Any() || CovertPurposes.Contains(m.Found.Facts!.Purpose) || m.Has(CovertCategories, CovertSecrecies))),
    ];

    /// <summary>The rule that keeps an entry out; null where the person is given it.</summary>
    public static ExtractRule? Against(ExtractMatter matter) => All.FirstOrDefault(r => r.Withholds(matter));
}
