using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Benchmarks.Policy;

/// <summary>
/// The provisions that lift or oblige as Cedar policies, one permit each with its conditions as a <c>when</c> clause: a table of the same
/// size, not the same decision. Cedar's has no needs, no alternatives, no demands and no grounds.
/// </summary>
internal static class CedarPolicies
{
    /// <summary>All of them by id.</summary>
    public static JsonObject Of(Catalogue catalogue, DateOnly day) => new(catalogue.InForceOn(day)
        .Where(p => p.Kind is ProvisionKind.Lifting or ProvisionKind.Duty)
        .Select(p => KeyValuePair.Create<string, JsonNode?>(p.Id, Policy(p))));

    /// <summary>A case as Cedar's context.</summary>
    public static JsonObject Call(DisclosureContext context, Catalogue catalogue)
    {
        var section = context.Sections[0];
        var subject = context.Persons[section.Persons[0]];
        var offence = context.Offence is { } named ? catalogue.Vocabulary.Offences.GetValueOrDefault(named.Code) : null;
        var secrecy = catalogue.Provisions.Where(p => p is { Kind: ProvisionKind.Secrecy, DeclaredOnly: false }
            && p.IsForHolder(context.Holder) && p.IsForCategory(section.Category));
        return new JsonObject
        {
            ["holder"] = context.Holder.Word(), ["receiver"] = context.Receiver.Word(), ["category"] = section.Category,
            ["purpose"] = context.Purpose, ["trigger"] = Word(context.Trigger),
            ["secrecy"] = List(secrecy.Select(p => p.Id)),
            ["age"] = subject.Born is { } born ? SwedishTime.AgeOn(born, context.Day) : 999,
            ["role"] = $"{subject.Role}", ["isIdentified"] = subject.IsIdentified, ["marks"] = List(section.Marks), ["persons"] = section.Persons.Count,
            ["minimum"] = offence?.MinimumMonths ?? 0, ["maximum"] = offence?.MaximumMonths ?? 0, ["groups"] = List(offence?.Groups ?? []),
            ["known"] = List(context.Facts.Where(f => f.Value).Select(f => f.Name).Distinct()),
            ["approvers"] = context.Approvers.Count, ["isProtected"] = subject.HasProtectedIdentity != Truth.False,
            ["samePrincipal"] = context.SharesPrincipal != Truth.False,
        };
    }

    private static string Policy(Provision p)
    {
        List<string> when = [In(Kinds(p.Holders), "holder"), In(Kinds(p.Receivers), "receiver")];
        if (p.Categories.Count > 0) when.Add(In(p.Categories, "category"));
        if (p.ExceptCategories.Count > 0) when.Add($"!{In(p.ExceptCategories, "category")}");
        if (!p.Lifts.Contains("*")) when.Add($"{Set(p.Lifts)}.containsAll(context.secrecy)");
        if (p.NeverLifts.Count > 0) when.Add($"!{Set(p.NeverLifts)}.containsAny(context.secrecy)");
        return $"permit(principal, action == Action::\"disclose\", resource) when {{ {string.Join(" && ", when.Concat(p.Conditions.Select(When)))} }};";
    }

    private static string When(Condition condition) => condition switch
    {
        TriggerIs c => In(c.Triggers.Select(Word), "trigger"),
        PurposeIs c => In(c.Purposes, "purpose"),
        NotWhere c => $"!({In(Kinds(c.Receivers), "receiver")} && ({In(c.Purposes, "purpose")} || {Set(c.OffenceGroups)}.containsAny(context.groups)))",
        SamePrincipal c => $"context.samePrincipal && {Known(c.Question)}",
        SubjectAgeBelow c => string.Create(CultureInfo.InvariantCulture, $"context.age < {c.Years}"),
        PersonAgeBelow c => string.Create(CultureInfo.InvariantCulture, $"context.age < {c.Years}"),
        PersonAgeFrom c => string.Create(CultureInfo.InvariantCulture, $"context.age >= {c.Years}"),
        PersonRoleIs c => In(c.Roles.Select(r => $"{r}"), "role"),
        OffenceMinimum c => string.Create(CultureInfo.InvariantCulture, $"context.minimum >= {c.Months}"),
        OffenceWithPrison => "context.maximum > 0",
        OffenceInGroup c => $"context.groups.contains(\"{c.Group}\")",
        SectionLacksMark c => $"!context.marks.contains(\"{c.Name}\")",
        ConcernsNoPerson => "context.persons == 0",
        PersonIdentified c => $"(context.isIdentified || {Known(c.Question)})",
        SecondApprover { OnlyForProtectedIdentity: true } => "(!context.isProtected || context.approvers > 0)",
        SecondApprover => "context.approvers > 0",
        NotSecret => "context.secrecy.isEmpty()",
        _ => Known(condition.Code),
    };

    private static string Known(string name) => $"context.known.contains(\"{name}\")";

    private static string In(IEnumerable<string> values, string attribute) => $"{Set(values)}.contains(context.{attribute})";

    private static string Set(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(v => $"\"{v}\""))}]";

    private static IEnumerable<string> Kinds(IReadOnlyList<PartyKind> named) =>
        Enum.GetValues<PartyKind>().Where(kind => kind != PartyKind.Unspecified && named.Any(n => n.Covers(kind))).Select(k => k.Word());

    private static string Word(Trigger trigger) => $"{trigger}";

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);
}
