using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>
/// The person's copy of a register extract. Its words are the same whether something is kept out or nothing is, and it counts nothing.
/// </summary>
internal static class ExtractDocument
{
    private const string Title = "Registerutdrag: vem som har lämnat och tagit emot uppgifter om dig";

    private const string Reservation =
        "Utdraget visar vad som får lämnas ut till dig. Uppgifter som enligt lag eller annan författning inte får lämnas ut till den de rör visas inte, "
        + "och det framgår inte om det finns några (5 kap. 1 § lagen (2018:218) med kompletterande bestämmelser till EU:s dataskyddsförordning). "
        + "Du kan begära ett beslut som kan överklagas.";

    private const string None = "Det finns inget att visa.";

    public static byte[] Json(Party party, DateTimeOffset madeAt, IReadOnlyList<ExtractLine> lines) => CanonicalJson.Write(new JsonObject
    {
        ["dokument"] = Title,
        ["myndighet"] = party.Name,
        ["upprättat"] = Time(madeAt),
        ["rättslig grund"] = new JsonArray([.. Grounds(party).Select(g => JsonValue.Create(g))]),
        ["förbehåll"] = Reservation,
        ["poster"] = new JsonArray([.. lines.Select(l => new JsonObject
        {
            ["tid"] = Time(l.At), ["vad"] = l.What, ["från"] = l.From, ["till"] = l.To, ["ändamål"] = l.Purpose,
            ["lämnade uppgifter"] = new JsonArray([.. l.Disclosed.Select(d => JsonValue.Create(d))]),
            ["med stöd av"] = new JsonArray([.. l.Provision.Select(p => JsonValue.Create(p))]),
        })]),
    });

    public static string Text(Party party, DateTimeOffset madeAt, IReadOnlyList<ExtractLine> lines)
    {
        var text = new StringBuilder();
        text.AppendLine(Title).AppendLine().AppendLine($"Myndighet: {party.Name}").AppendLine($"Upprättat: {Time(madeAt)}")
            .AppendLine($"Rättslig grund: {string.Join("; ", Grounds(party))}").AppendLine();
        if (lines.Count == 0) text.AppendLine(None).AppendLine();
        foreach (var line in lines)
        {
            text.AppendLine($"{Time(line.At)}  {line.What}").AppendLine($"  Från {line.From} till {line.To}").AppendLine($"  Ändamål: {line.Purpose}");
            text.AppendLine($"  Lämnade uppgifter: {(line.Disclosed.Count == 0 ? "inga" : string.Join("; ", line.Disclosed))}");
            if (line.Provision.Count > 0) text.AppendLine($"  Med stöd av: {string.Join("; ", line.Provision)}");
            text.AppendLine();
        }
        return text.AppendLine(Reservation).ToString();
    }

    private static IEnumerable<string> Grounds(Party party) => party.Kind switch
    {
        PartyKind.HealthCare => ["8 kap. 5 § patientdatalagen (2008:355)", "artikel 15 i förordning (EU) 2016/679 (lydelsen ej verifierad)"],
        PartyKind.Police or PartyKind.SecurityPolice or PartyKind.LawEnforcement or PartyKind.Customs or PartyKind.Prosecutor or PartyKind.PrisonService =>
            ["brottsdatalagen (2018:1177) (paragraf ej verifierad)", "artikel 15 i förordning (EU) 2016/679 i övrig verksamhet (lydelsen ej verifierad)"],
        _ => ["artikel 15 i förordning (EU) 2016/679 (lydelsen ej verifierad)"],
    };

    private static string Time(DateTimeOffset at) => SwedishTime.ClockAt(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
