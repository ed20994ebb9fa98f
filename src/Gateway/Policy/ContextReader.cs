using System.Text.Json;

namespace Gateway.Policy;

/// <summary>
/// Reads a <see cref="DisclosureContext"/> from the JSON that <see cref="ContextWriter"/> writes and scenario files hold: all of
/// it or nothing, with every problem told at once.
/// </summary>
public static class ContextReader
{
    private static readonly Dictionary<string, FactSource> Sources = new Dictionary<string, FactSource>
    {
        ["register"] = FactSource.Register,
        ["asserted"] = FactSource.Asserted,
        ["assessed"] = FactSource.Assessed,
        ["standing"] = FactSource.Standing,
    };

    /// <summary>Reads one context; on failure it is null and the issues are not empty.</summary>
    public static (DisclosureContext? Context, IReadOnlyList<CatalogueIssue> Issues) Read(JsonElement json)
    {
        List<CatalogueIssue> issues = [];
        var context = Read(new JsonCursor(json, "$", issues));
        return (issues.Count == 0 ? context : null, issues);
    }

    /// <summary>The words of all sources.</summary>
    internal static IEnumerable<string> SourceWords => Sources.Keys;

    /// <summary>The word of a source, as files spell it.</summary>
    internal static string Word(FactSource source) => Sources.First(s => s.Value == source).Key;

    private static DisclosureContext Read(JsonCursor at)
    {
        if (!at.IsObject()) return Empty;
        at.Allow("day", "trigger", "purpose", "holder", "receiver", "sharesPrincipal", "officer", "claims", "persons", "sections", "offence",
            "facts", "approvers", "emergency");
        return new DisclosureContext
        {
            Day = at.Required("day") is null ? default : at.Date("day") ?? default,
            Trigger = at.Word("trigger", CatalogueWords.Triggers),
            Purpose = at.Text("purpose"),
            Holder = at.Word("holder", CatalogueWords.Parties),
            Receiver = at.Word("receiver", CatalogueWords.Parties),
            SharesPrincipal = ReadTruth(at, "sharesPrincipal"),
            Officer = at.Required("officer") is { } officer ? ReadOfficer(officer) : new OfficerFacts { Id = "" },
            Claims = at.Texts("claims"),
            Persons = [.. at.Items("persons").Select(ReadPerson)],
            Sections = [.. at.Items("sections").Select(ReadSection)],
            Offence = at.Optional("offence") is { } offence ? ReadOffence(offence) : null,
            Facts = [.. at.Items("facts").Select(ReadFact)],
            Approvers = at.Texts("approvers"),
            IsEmergency = at.Flag("emergency"),
        };
    }

    private static DisclosureContext Empty => new()
    {
        Day = default, Trigger = default, Purpose = "", Holder = default, Receiver = default,
        Officer = new OfficerFacts { Id = "" }, Sections = [],
    };

    private static OfficerFacts ReadOfficer(JsonCursor at)
    {
        at.Allow("id", "roles", "trainingValidUntil", "assurance", "case", "isAddressee", "hasConflictOfInterest", "isSubject");
        return new OfficerFacts
        {
            Id = at.Text("id"),
            Roles = at.Texts("roles"),
            TrainingValidUntil = at.Date("trainingValidUntil"),
            Assurance = at.Optional("assurance")?.AsNumber(1, 4) ?? 0,
            Case = at.Optional("case") is { } about ? ReadCase(about) : null,
            IsAddressee = at.Flag("isAddressee"),
            HasConflictOfInterest = ReadTruth(at, "hasConflictOfInterest"),
            IsSubject = ReadTruth(at, "isSubject"),
        };
    }

    private static CaseFacts ReadCase(JsonCursor at)
    {
        at.Allow("isOpen", "isAssigned", "concernsSubject", "purpose");
        return new CaseFacts(at.Flag("isOpen"), at.Flag("isAssigned"), at.Flag("concernsSubject"), at.Text("purpose"));
    }

    private static PersonFacts ReadPerson(JsonCursor at)
    {
        at.Allow("role", "isIdentified", "born", "hasProtectedIdentity", "conflictsWithOfficer");
        return new PersonFacts
        {
            Role = at.Word("role", CatalogueWords.Roles),
            IsIdentified = at.Flag("isIdentified"),
            Born = at.Date("born"),
            HasProtectedIdentity = ReadTruth(at, "hasProtectedIdentity"),
            ConflictsWithOfficer = at.Flag("conflictsWithOfficer"),
        };
    }

    private static SectionFacts ReadSection(JsonCursor at)
    {
        at.Allow("id", "category", "persons", "declaredProtections", "marks", "isHeld", "mayBeFulfilled");
        return new SectionFacts
        {
            Id = at.Text("id"),
            Category = at.Text("category"),
            Persons = [.. at.Items("persons").Select(i => i.AsNumber(0, 999))],
            DeclaredProtections = at.Texts("declaredProtections"),
            Marks = at.Texts("marks"),
            IsHeld = at.Flag("isHeld"),
            MayBeFulfilled = at.Flag("mayBeFulfilled"),
        };
    }

    private static OffenceFact ReadOffence(JsonCursor at)
    {
        at.Allow("code", "inchoate");
        return new OffenceFact(at.Text("code"), at.Flag("inchoate"));
    }

    private static Fact ReadFact(JsonCursor at)
    {
        at.Allow("name", "value", "source", "officer", "officerRoles", "section", "provision");
        return new Fact
        {
            Name = at.Text("name"),
            Value = at.Flag("value"),
            Source = at.Word("source", Sources),
            Officer = at.OptionalText("officer") ?? "",
            OfficerRoles = at.Texts("officerRoles"),
            Section = at.OptionalText("section"),
            Provision = at.OptionalText("provision"),
        };
    }

    /// <summary>A member left out, or null, is what nobody knows.</summary>
    private static Truth ReadTruth(JsonCursor at, string name) =>
        at.Optional(name) is null ? Truth.Unknown : Truths.Of(at.Flag(name));
}
