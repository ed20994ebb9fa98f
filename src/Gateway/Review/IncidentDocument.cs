using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>
/// The report's text, in Swedish, by what article 33.3 of regulation (EU) 2016/679 asks for: nature, contact, consequences, measures. Neither that
/// article's wording nor the sections of brottsdatalagen was verified, and the text says so.
/// </summary>
internal static class IncidentDocument
{
    private static readonly PartyKind[] UnderCriminalDataAct =
        [PartyKind.Police, PartyKind.SecurityPolice, PartyKind.LawEnforcement, PartyKind.Customs, PartyKind.Prosecutor, PartyKind.PrisonService];

    public static byte[] Write(IncidentFacts facts, (Party Sender, Party Receiver) parties, Catalogue law) => CanonicalJson.Write(new JsonObject
    {
        ["dokument"] = "Underlag för anmälan av personuppgiftsincident",
        ["rättslig grund"] = UnderCriminalDataAct.Contains(parties.Sender.Kind)
            ? "3 kap. 7–9 §§ brottsdatalagen (2018:1177) (ej verifierad); artikel 33 i förordning (EU) 2016/679 i övrig verksamhet (lydelsen ej verifierad)"
            : "artikel 33 i förordning (EU) 2016/679 (lydelsen ej verifierad)",
        ["personuppgiftsansvarig"] = parties.Sender.Name,
        ["diarienummer"] = ViewFacts.Text(facts.Told["registrationNumber"]),
        ["känd"] = Time(facts.Incident.AwareAt),
        ["anmäls senast"] = Time(facts.Incident.ReportBefore),
        ["art"] = new JsonObject
        {
            ["vad som hände"] = ViewFacts.Text(facts.Told["whatHappened"]),
            ["fel mottagare"] = parties.Receiver.Name,
            ["antal registrerade"] = facts.Matter.Persons.Count,
            ["slag av uppgifter"] = Texts(facts.Opened.SelectMany(o => o.Categories).Distinct().Select(c => Category(c, law))),
            ["öppnat"] = new JsonArray([.. facts.Opened.Select(o => new JsonObject
            {
                ["tid"] = Time(o.At), ["tjänsteman"] = o.Officer, ["uppgifter"] = Texts(o.Categories.Select(c => Category(c, law))),
            })]),
        },
        ["kontaktpunkt"] = parties.Sender.DutyContact,
        ["sannolika konsekvenser"] = ViewFacts.Text(facts.Told["likelyConsequences"]),
        ["åtgärder"] = Texts(Measures(facts)),
    });

    private static IEnumerable<string> Measures(IncidentFacts facts)
    {
        yield return $"{Time(facts.Incident.ReportedAt)}: öppning och hämtning spärrad hos mottagaren";
        if (facts.Incident.WasOpened) yield return $"{Time(facts.Incident.ReportedAt)}: mottagaren uppmanad att radera och bekräfta";
        if (facts.ErasedAt is { } erased) yield return $"{Time(erased)}: mottagaren har bekräftat att uppgifterna är raderade";
        else if (facts.Incident.WasOpened) yield return "Mottagaren har ännu inte bekräftat att uppgifterna är raderade";
    }

    private static string Category(string code, Catalogue law) => law.Vocabulary.Categories.TryGetValue(code, out var category) ? category.Text.Sv : code;

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static string Time(DateTimeOffset at) => SwedishTime.ClockAt(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
