using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>The text of a statement of one release. It names the person nowhere: its case and registration numbers do.</summary>
internal static class StatementDocument
{
    public static byte[] Write(JsonObject view, StoredEntry entry, (Party Holder, Party Receiver) parties, Catalogue law, string proof,
        DateTimeOffset madeAt)
    {
        var facts = ViewFacts.Of(view);
        return CanonicalJson.Write(new JsonObject
        {
            ["dokument"] = "Intyg om utlämnande",
            ["upprättat"] = DocumentValues.Second(madeAt),
            ["utlämnande myndighet"] = parties.Holder.Name,
            ["mottagande myndighet"] = parties.Receiver.Name,
            ["utlämnat"] = DocumentValues.Second(entry.At),
            ["handläggare"] = DocumentValues.Texts(facts.Officers),
            ["ärende hos mottagaren"] = facts.Case,
            ["diarienummer"] = DocumentValues.Texts(facts.RegistrationNumbers),
            ["ändamål"] = law.Vocabulary.Purposes.TryGetValue(facts.Purpose, out var purpose) ? purpose.Text.Sv : facts.Purpose,
            ["katalogens version"] = ViewFacts.Text(view["catalogue"]),
            ["utlämnade uppgifter"] = new JsonArray([.. ViewFacts.Objects(view["decision"])
                .Where(d => facts.Released.Contains(ViewFacts.Text(d["section"]))).Select(d => Section(d, CategoryOf(view, d), law))]),
            ["bevis"] = Proof(entry, proof),
        });
    }

    private static JsonObject Section(JsonObject decision, string category, Catalogue law) => new()
    {
        ["slag"] = DocumentValues.Category(category, law),
        ["med stöd av"] = DocumentValues.Provision(ViewFacts.Text(decision["provision"]), law),
        ["sekretess som bröts"] = new JsonArray([.. ViewFacts.Objects(decision["protections"])
            .Select(p => (Secrecy: ViewFacts.Text(p["secrecy"]), LiftedBy: ViewFacts.Text(p["liftedBy"]))).Distinct()
            .Select(p => new JsonObject { ["sekretess"] = DocumentValues.Provision(p.Secrecy, law),
                ["bruten av"] = DocumentValues.Provision(p.LiftedBy, law) })]),
        ["rättslig grund för behandlingen"] = DocumentValues.Texts(ViewFacts.Texts(decision["grounds"])
            .Select(g => DocumentValues.Provision(g, law))),
        ["villkor"] = DocumentValues.Texts(ViewFacts.Texts(decision["obligations"])
            .Select(o => law.Vocabulary.Obligations.TryGetValue(o, out var term) ? term.Text.Sv : o)),
    };

    private static string CategoryOf(JsonObject view, JsonObject decision)
    {
        var section = ViewFacts.Text(decision["section"]);
        var known = ViewFacts.Objects((view["context"] as JsonObject)?["sections"]).FirstOrDefault(s => ViewFacts.Text(s["id"]) == section);
        return known is null ? section : ViewFacts.Text(known["category"]);
    }

    /// <summary>What shows that the entry is in the log, to anybody who has the log's key (<c>Audit/README.md</c>).</summary>
    private static JsonObject Proof(StoredEntry entry, string proof)
    {
        var parsed = TlogProof.Parse(proof);
        return new JsonObject
        {
            ["post"] = entry.Index,
            ["postens hash"] = Convert.ToBase64String(entry.LeafHash.Span),
            ["loggpost"] = System.Text.Encoding.UTF8.GetString(entry.Leaf.Span),
            ["kontrollpunkt"] = parsed.Checkpoint.Note,
            ["bevis"] = proof,
        };
    }
}
