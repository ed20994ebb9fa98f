using System.Text.Json.Nodes;
using Gateway.Parties;

namespace Gateway.Policy;

/// <summary>
/// Writes a <see cref="DisclosureContext"/> as the JSON that the log keeps, so that a decision can be made again from it bit for
/// bit. What is unknown is left out.
/// </summary>
public static class ContextWriter
{
    /// <summary>The context as a JSON tree; <see cref="ContextReader"/> reads it back to an equal context.</summary>
    public static JsonObject Write(DisclosureContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tree = new JsonObject
        {
            ["day"] = Day(context.Day),
            ["trigger"] = Word(CatalogueWords.Triggers, context.Trigger),
            ["purpose"] = context.Purpose,
            ["holder"] = context.Holder.Word(),
            ["receiver"] = context.Receiver.Word(),
            ["officer"] = Write(context.Officer),
            ["claims"] = DecisionWriter.Texts(context.Claims),
            ["persons"] = new JsonArray([.. context.Persons.Select(Write)]),
            ["sections"] = new JsonArray([.. context.Sections.Select(Write)]),
            ["facts"] = new JsonArray([.. context.Facts.Select(Write)]),
            ["approvers"] = DecisionWriter.Texts(context.Approvers),
        };
        SetTruth(tree, "sharesPrincipal", context.SharesPrincipal);
        if (context.IsEmergency) tree["emergency"] = true;
        if (context.Offence is { } offence)
            tree["offence"] = new JsonObject { ["code"] = offence.Code, ["inchoate"] = offence.Inchoate };
        return tree;
    }

    private static JsonObject Write(OfficerFacts officer)
    {
        var tree = new JsonObject
        {
            ["id"] = officer.Id, ["roles"] = DecisionWriter.Texts(officer.Roles), ["isAddressee"] = officer.IsAddressee,
        };
        if (officer.TrainingValidUntil is { } until) tree["trainingValidUntil"] = Day(until);
        if (officer.Assurance > 0) tree["assurance"] = officer.Assurance;
        SetTruth(tree, "hasConflictOfInterest", officer.HasConflictOfInterest);
        SetTruth(tree, "isSubject", officer.IsSubject);
        if (officer.Case is { } about)
            tree["case"] = new JsonObject
            {
                ["isOpen"] = about.IsOpen, ["isAssigned"] = about.IsAssigned,
                ["concernsSubject"] = about.ConcernsSubject, ["purpose"] = about.Purpose,
            };
        return tree;
    }

    private static JsonObject Write(PersonFacts person)
    {
        var tree = new JsonObject { ["role"] = Word(CatalogueWords.Roles, person.Role), ["isIdentified"] = person.IsIdentified };
        if (person.Born is { } born) tree["born"] = Day(born);
        SetTruth(tree, "hasProtectedIdentity", person.HasProtectedIdentity);
        if (person.ConflictsWithOfficer) tree["conflictsWithOfficer"] = true;
        return tree;
    }

    private static JsonObject Write(SectionFacts section)
    {
        var tree = new JsonObject
        {
            ["id"] = section.Id,
            ["category"] = section.Category,
            ["persons"] = new JsonArray([.. section.Persons.Select(i => JsonValue.Create(i))]),
            ["declaredProtections"] = DecisionWriter.Texts(section.DeclaredProtections),
            ["marks"] = DecisionWriter.Texts(section.Marks),
            ["isHeld"] = section.IsHeld,
        };
        if (section.MayBeFulfilled) tree["mayBeFulfilled"] = true;
        return tree;
    }

    private static JsonObject Write(Fact fact)
    {
        var tree = new JsonObject
        {
            ["name"] = fact.Name, ["value"] = fact.Value, ["source"] = ContextReader.Word(fact.Source),
            ["officerRoles"] = DecisionWriter.Texts(fact.OfficerRoles),
        };
        if (fact.Officer.Length > 0) tree["officer"] = fact.Officer;
        if (fact.Section is { } section) tree["section"] = section;
        if (fact.Provision is { } provision) tree["provision"] = provision;
        return tree;
    }

    private static void SetTruth(JsonObject tree, string name, Truth truth)
    {
        if (truth != Truth.Unknown) tree[name] = truth == Truth.True;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T value) where T : struct =>
        words.First(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Key;
}
