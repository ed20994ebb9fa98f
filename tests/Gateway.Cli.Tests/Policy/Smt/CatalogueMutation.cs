using System.Text.Json.Nodes;
using Gateway.Policy;
using Gateway.Tests.Policy.Naive;

namespace Gateway.Cli.Tests.Policy.Smt;

/// <summary>One change of a catalogue's JSON, as an author could make it or get it wrong, half of them of one provision. Some are refused by the reader.</summary>
internal sealed class CatalogueMutation(Dice dice, string aim)
{
    private static readonly string[] Parties = ["police", "social-services", "any-authority", "health-care", "civil-society"];

    public void Apply(JsonObject catalogue)
    {
        var provisions = catalogue["provisions"]!.AsArray();
        var one = provisions.FirstOrDefault(p => (string)p!["id"]! == aim && dice.Chance(50))?.AsObject()
            ?? provisions[dice.Below(provisions.Count)]!.AsObject();
        var conditions = one["conditions"] as JsonArray;
        switch (dice.Below(14))
        {
            case 0 when conditions is { Count: > 0 }: conditions.RemoveAt(dice.Below(conditions.Count)); break;
            case 1 when Conditions(provisions) is { Count: > 0 } all: Add(one, all[dice.Below(all.Count)]); break;
            case 2: Add(one, Library[dice.Below(Library.Count)]); break;
            case 3: one["threshold"] = 1 + dice.Below(60); break;
            case 4: one["receivers"]!.AsArray().Add(Parties[dice.Below(Parties.Length)]); break;
            case 5 when one["receivers"]!.AsArray() is { Count: > 1 } receivers: receivers.RemoveAt(dice.Below(receivers.Count)); break;
            case 6: Toggle(one, "protectsIndividual"); break;
            case 7: Toggle(one, "declaredOnly"); break;
            case 8: Toggle(one, "hidesPerson"); break;
            case 9: if (!one.Remove("decisionMakerRole")) one["decisionMakerRole"] = dice.Chance(50) ? "investigation-leader" : "head-teacher"; break;
            case 10: one["carries"] = new JsonArray(dice.Chance(50) ? "duty" : "permission"); break;
            case 11: one["validTo"] = "2026-06-30"; break;
            case 12: Toggle(Word(catalogue, "questions"), "individual"); break;
            case 13: if (Word(catalogue, "roles")["categories"] is JsonArray { Count: > 0 } within) within.RemoveAt(dice.Below(within.Count)); break;
            default: Age(one); break;
        }
    }

    /// <summary>Every condition of our catalogue, once.</summary>
    private static readonly IReadOnlyList<string> Library = [.. Conditions(
        JsonNode.Parse(ActiveCatalogue.Embedded.Json.Span)!["provisions"]!.AsArray()).Distinct()];

    private static List<string> Conditions(JsonArray provisions) =>
        [.. provisions.Select(p => p!["conditions"]).OfType<JsonArray>().SelectMany(c => c).Select(c => c!.ToJsonString())];

    private static void Add(JsonObject provision, string condition)
    {
        if (provision["conditions"] is not JsonArray) provision["conditions"] = new JsonArray();
        provision["conditions"]!.AsArray().Add(JsonNode.Parse(condition));
    }

    private void Age(JsonObject provision)
    {
        foreach (var stated in (provision["conditions"] as JsonArray ?? []).Select(c => c!["fact"]).OfType<JsonObject>())
            foreach (var kind in new[] { "person-age-below", "subject-age-below", "person-age-from" })
                if (stated.ContainsKey(kind)) stated[kind] = 12 + dice.Below(12);
    }

    private JsonObject Word(JsonObject catalogue, string kind)
    {
        var words = catalogue["vocabulary"]![kind]!.AsArray();
        return words[dice.Below(words.Count)]!.AsObject();
    }

    private static void Toggle(JsonObject entry, string flag)
    {
        if (!entry.Remove(flag)) entry[flag] = true;
    }
}
