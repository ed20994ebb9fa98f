using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>Setting, changing and withdrawing a party's retention rules; nothing is erased by it.</summary>
/// <param name="rules">The rules; one without days is withdrawn.</param>
/// <param name="registrationNumber">Of the decision; empty before it is proposed.</param>
/// <param name="store">The rows.</param>
internal sealed class SetRetentionAct(IReadOnlyList<(EntryKind Kind, int? Days)> rules, string registrationNumber, IRetentionStore store)
    : ITwoPersonAct
{
    public const string Act = "set-retention";

    public string Code => Act;

    public string Role => RecordDeposit.Role;

    public bool IsOperators => false;

    public EntryKind Kind => EntryKind.Erasure;

    public JsonObject Content => new()
    {
        ["rules"] = new JsonArray([.. rules.Select(r => new JsonObject { ["kind"] = r.Kind.Word(), ["days"] = r.Days })]),
    };

    public static SetRetentionAct Read(JsonObject content, IRetentionStore store) => new(
        [.. content["rules"]!.AsArray().Select(ReadRule)], content["registrationNumber"]?.GetValue<string>() ?? "", store); // as it was written

    public ValueTask PrepareAsync(PartyId party, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask CheckAsync(IWork work, PartyId party, CancellationToken ct)
    {
        var known = (await store.RulesAsync(work, party, ct)).Select(r => r.Kind).ToHashSet();
        foreach (var (kind, _) in rules.Where(r => r.Days is null && !known.Contains(r.Kind)))
            throw RefusedException.BadField("rules", $"there is no rule for `{kind.Word()}` to withdraw");
    }

    public async ValueTask<JsonObject> ApplyAsync(IWork work, PartyId party, DateTimeOffset at, CancellationToken ct)
    {
        foreach (var (kind, days) in rules)
            if (days is { } kept) await store.SetRuleAsync(work, party, new RetentionRule(kind, kept, registrationNumber), ct);
            else await store.RemoveRuleAsync(work, party, kind, ct);
        return [];
    }

    public void Carried(PartyId party)
    {
    }

    private static (EntryKind Kind, int? Days) ReadRule(JsonNode? rule) =>
        (EntryKinds.Of(rule!["kind"]!.GetValue<string>()), rule["days"]?.GetValue<int>());
}
