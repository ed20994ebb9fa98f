using System.Text;
using System.Text.Json.Nodes;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>
/// The person's copy of a register extract. Its words are the same whether something is kept out or nothing is, and it counts nothing.
/// </summary>
/// <param name="party">The party.</param>
/// <param name="madeAt">When it was made.</param>
/// <param name="lines">What is shown.</param>
/// <param name="law">The catalogue, for the words.</param>
/// <param name="erasedBefore">The day before which details are erased; null where none are.</param>
internal sealed class ExtractDocument(Party party, DateTimeOffset madeAt, IReadOnlyList<ExtractLine> lines, Catalogue law, DateOnly? erasedBefore)
{
    private const string Title = "Registerutdrag: vem som har lämnat och tagit emot uppgifter om dig";

    private const string None = "Det finns inget att visa.";

    public byte[] Json() => CanonicalJson.Write(new JsonObject
    {
        ["dokument"] = Title,
        ["myndighet"] = party.Name,
        ["upprättat"] = DocumentValues.Minute(madeAt),
        ["rättslig grund"] = DocumentValues.Texts(Grounds),
        ["förbehåll"] = Reservation,
        ["poster"] = new JsonArray([.. lines.Select(l => new JsonObject
        {
            ["tid"] = DocumentValues.Minute(l.At), ["vad"] = l.What, ["från"] = l.From, ["till"] = l.To, ["ändamål"] = l.Purpose,
            ["lämnade uppgifter"] = DocumentValues.Texts(l.Disclosed),
            ["med stöd av"] = DocumentValues.Texts(l.Provision),
        })]),
    });

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(Title).AppendLine().AppendLine($"Myndighet: {party.Name}").AppendLine($"Upprättat: {DocumentValues.Minute(madeAt)}")
            .AppendLine($"Rättslig grund: {string.Join("; ", Grounds)}").AppendLine();
        if (lines.Count == 0) text.AppendLine(None).AppendLine();
        foreach (var line in lines)
        {
            text.AppendLine($"{DocumentValues.Minute(line.At)}  {line.What}").AppendLine($"  Från {line.From} till {line.To}")
                .AppendLine($"  Ändamål: {line.Purpose}");
            text.AppendLine($"  Lämnade uppgifter: {(line.Disclosed.Count == 0 ? "inga" : string.Join("; ", line.Disclosed))}");
            if (line.Provision.Count > 0) text.AppendLine($"  Med stöd av: {string.Join("; ", line.Provision)}");
            text.AppendLine();
        }
        return text.AppendLine(Reservation).ToString();
    }

    /// <summary>What it leaves unsaid, and by which law: the one that the party processes under (OSL 12:1 bounds what may be left out).</summary>
    private string Reservation =>
        "Utdraget visar vad som får lämnas ut till dig. Uppgifter som enligt lag eller annan författning inte får lämnas ut till den de rör visas inte, "
        + $"och det framgår inte om det finns några ({Restriction}). "
        + (erasedBefore is { } day ? $"Detaljer från tiden före {day:yyyy-MM-dd} är gallrade och visas inte. " : "")
        + "Du kan begära ett beslut som kan överklagas (bestämmelsen om det är ej verifierad).";

    private string Restriction => party.Kind.IsUnderCriminalDataAct()
        ? $"brottsdatalagen (2018:1177), paragraf ej verifierad; i övrig verksamhet {DocumentValues.Provision("dsl-5-1", law)}"
        : DocumentValues.Provision("dsl-5-1", law);

    private IEnumerable<string> Grounds => party.Kind switch
    {
        PartyKind.HealthCare => ["8 kap. 5 § patientdatalagen (2008:355)", "artikel 15 i förordning (EU) 2016/679 (lydelsen ej verifierad)"],
        _ when party.Kind.IsUnderCriminalDataAct() =>
            ["brottsdatalagen (2018:1177) (paragraf ej verifierad)",
                "artikel 15 i förordning (EU) 2016/679 i övrig verksamhet (lydelsen ej verifierad)"],
        _ => ["artikel 15 i förordning (EU) 2016/679 (lydelsen ej verifierad)"],
    };
}
