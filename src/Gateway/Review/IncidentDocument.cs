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
    public static byte[] Write(IncidentFacts facts, (Party Sender, Party Receiver) parties, Catalogue law) => CanonicalJson.Write(new JsonObject
    {
        ["dokument"] = "Underlag för anmälan av personuppgiftsincident",
        ["rättslig grund"] = parties.Sender.Kind.IsUnderCriminalDataAct()
            ? "3 kap. 7–9 §§ brottsdatalagen (2018:1177) (ej verifierad); artikel 33 i förordning (EU) 2016/679 i övrig verksamhet (lydelsen ej verifierad)"
            : "artikel 33 i förordning (EU) 2016/679 (lydelsen ej verifierad)",
        ["personuppgiftsansvarig"] = parties.Sender.Name,
        ["diarienummer"] = ViewFacts.Text(facts.Told["registrationNumber"]),
        ["känd"] = DocumentValues.Minute(facts.Incident.AwareAt),
        ["anmäls senast"] = DocumentValues.Minute(facts.Incident.ReportBefore),
        ["art"] = new JsonObject
        {
            ["vad som hände"] = ViewFacts.Text(facts.Told["whatHappened"]),
            ["fel mottagare"] = parties.Receiver.Name,
            ["antal registrerade"] = facts.Matter.Persons.Count,
            ["slag av uppgifter"] = DocumentValues.Texts(facts.Opened.SelectMany(o => o.Categories).Distinct()
                .Select(c => DocumentValues.Category(c, law))),
            ["öppnat"] = new JsonArray([.. facts.Opened.Select(o => new JsonObject
            {
                ["tid"] = DocumentValues.Minute(o.At), ["tjänsteman"] = o.Officer,
                ["uppgifter"] = DocumentValues.Texts(o.Categories.Select(c => DocumentValues.Category(c, law))),
            })]),
        },
        // The officer fills it in: the data protection officer is in no register here, and the party's duty contact is another.
        ["kontaktpunkt"] = "",
        ["sannolika konsekvenser"] = ViewFacts.Text(facts.Told["likelyConsequences"]),
        ["åtgärder"] = DocumentValues.Texts(Measures(facts)),
    });

    private static IEnumerable<string> Measures(IncidentFacts facts)
    {
        yield return $"{DocumentValues.Minute(facts.Incident.ReportedAt)}: öppning och hämtning spärrad hos mottagaren";
        if (facts.Incident.WasOpened) yield return $"{DocumentValues.Minute(facts.Incident.ReportedAt)}: mottagaren uppmanad att radera och bekräfta";
        if (facts.ErasedAt is { } erased) yield return $"{DocumentValues.Minute(erased)}: mottagaren har bekräftat att uppgifterna är raderade";
        else if (facts.Incident.WasOpened) yield return "Mottagaren har ännu inte bekräftat att uppgifterna är raderade";
    }
}
