using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>
/// What stands in an opened view, whichever feature wrote it: the columns that entries are searched and counted by. What a view does not say is
/// empty here.
/// </summary>
public sealed record ViewFacts
{
    /// <summary>Officers who acted: by their id, or by party and id where the view names the party.</summary>
    public required IReadOnlyList<string> Officers { get; init; }

    /// <summary>The case of whoever asked or looked.</summary>
    public required string Case { get; init; }

    /// <summary>Id of the request or alert that it belongs to.</summary>
    public required string Reference { get; init; }

    /// <summary>Registration numbers, of both sides where both are known.</summary>
    public required IReadOnlyList<string> RegistrationNumbers { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Provisions claimed, deciding, protecting, lifting, and of data protection.</summary>
    public required IReadOnlyList<string> Provisions { get; init; }

    /// <summary>Provisions that something was permitted under.</summary>
    public required IReadOnlyList<string> PermittedUnder { get; init; }

    /// <summary>Outcomes, by their words.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>Ids of the sections that were released.</summary>
    public required IReadOnlyList<string> Released { get; init; }

    /// <summary>Categories of what the matter is about; by the holder's view or a request's alone, since a receiver's alert does not say.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Categories of what was released, with the same bound.</summary>
    public required IReadOnlyList<string> ReleasedCategories { get; init; }

    /// <summary>Categories of what was permitted, with the same bound: released, or handed over as the holder's own system sealed it.</summary>
    public required IReadOnlyList<string> PermittedCategories { get; init; }

    /// <summary>Secrecy provisions that the holder declares or the decision found.</summary>
    public required IReadOnlyList<string> Secrecies { get; init; }

    /// <summary>Whether the person is the one that the matter is about: false where the person is another, or the view does not say.</summary>
    public required bool IsAboutSubject { get; init; }

    /// <summary>Reads a view.</summary>
    public static ViewFacts Of(JsonObject view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var (reference, context) = (view["reference"] as JsonObject, view["context"] as JsonObject);
        var (decisions, sections) = (Objects(view["decision"]).ToList(), Objects(context?["sections"]).ToList());
        var isRequest = Text(reference?["request"]).Length > 0;
        var released = Texts(view["released"]);
        // Sections of a request are named by their category.
        IReadOnlyList<(string Id, string Category)> named = sections.Count > 0
            ? [.. sections.Select(x => (Text(x["id"]), Text(x["category"])))]
            : isRequest ? [.. decisions.Select(d => (Text(d["section"]), Text(d["section"])))] : [];
        return new ViewFacts
        {
            Officers = Known(
            [
                Text(view["officer"]), Text((context?["officer"] as JsonObject)?["id"]), Text(view["pushedBy"]), Text(reference?["pushedBy"]),
                Text(reference?["assessedBy"]), Text(reference?["fulfilledBy"]), .. Texts(context?["approvers"]),
                .. Objects(context?["facts"]).Select(f => Text(f["officer"])),
            ]),
            Case = FirstKnown(Text(view["case"]), Text(reference?["case"])),
            Reference = FirstKnown(Text(reference?["request"]), Text(reference?["alert"]), Text(view["request"]), Text(view["alert"])),
            RegistrationNumbers = Known(
            [
                Text(reference?["registrationNumber"]), Text(reference?["holderRegistrationNumber"]), Text(reference?["senderRegistrationNumber"]),
                Text(view["registrationNumber"]),
            ]),
            Purpose = FirstKnown(Text(context?["purpose"]), Text(view["purpose"])),
            Provisions = Known(
            [
                .. Texts(view["claims"]), .. Texts(context?["claims"]), .. decisions.SelectMany(ProvisionsOf), Text(view["provision"]),
            ]),
            PermittedUnder = Known(decisions.Where(IsPermit).Select(d => Text(d["provision"]))),
            Outcomes = Known([.. decisions.Select(d => Text(d["outcome"])), Text(view["outcome"]), Text(view["refusal"])]),
            Released = released,
            Categories = Known(named.Select(x => x.Category)),
            ReleasedCategories = Known(named.Where(x => released.Contains(x.Id)).Select(x => x.Category)),
            PermittedCategories = Known(decisions.Where(IsPermit)
                .SelectMany(d => named.Where(x => x.Id == Text(d["section"])).Select(x => x.Category))),
            Secrecies = Known([.. sections.SelectMany(x => Texts(x["declaredProtections"])), .. decisions.SelectMany(d => Objects(d["protections"]))
                .Select(p => Text(p["secrecy"]))]),
            IsAboutSubject = IsSubject(view, context, isRequest),
        };
    }

    /// <summary>Whether an officer acted: <paramref name="officer"/> is an id, or a party and an id.</summary>
    public bool IsBy(string officer)
    {
        ArgumentNullException.ThrowIfNull(officer);
        var own = officer[(officer.IndexOf('/', StringComparison.Ordinal) + 1)..];
        // A view that names no party is of whoever acted in it, so that an id alone may be the one that is looked for.
        return Officers.Any(o => o == officer || o == own || (own == officer && o.EndsWith($"/{own}", StringComparison.Ordinal)));
    }

    /// <summary>The word of the first permit, else of what waits, else of a denial; empty where nothing was decided.</summary>
    public string Outcome => new[] { Policy.Outcome.Permit, Policy.Outcome.AwaitingAssessment, Policy.Outcome.Deny }
        .Select(DecisionWriter.Word).FirstOrDefault(Outcomes.Contains) ?? (Outcomes.Count > 0 ? Outcomes[0] : "");

    /// <summary>
    /// The holder's view numbers the person, and says what each one is. The asker's of a request is found by the one asked about alone; any other
    /// view may be found by a relative.
    /// </summary>
    private static bool IsSubject(JsonObject view, JsonObject? context, bool isRequest)
    {
        if (context is null) return isRequest && view["purpose"] is not null;
        var person = view["person"] is JsonValue value && value.TryGetValue<int>(out var index) ? index : -1;
        var persons = Objects(context["persons"]).ToList();
        return person == 0 && persons.Count > 0 && Text(persons[0]["role"]) == "subject";
    }

    private static IEnumerable<string> ProvisionsOf(JsonObject decision) =>
    [
        Text(decision["provision"]), .. Texts(decision["grounds"]), .. Objects(decision["needs"]).Select(n => Text(n["provision"])),
        .. Objects(decision["protections"]).SelectMany(p => new[] { Text(p["secrecy"]), Text(p["liftedBy"]) }),
    ];

    private static bool IsPermit(JsonObject decision) => Text(decision["outcome"]) == DecisionWriter.Word(Policy.Outcome.Permit);

    private static string FirstKnown(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
            if (text.Length > 0) return text;
        return "";
    }

    private static List<string> Known(IEnumerable<string> texts) => [.. texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];

    internal static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    internal static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Text).Where(t => t.Length > 0)];

    internal static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();
}
