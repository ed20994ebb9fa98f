using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Policy;

namespace Gateway.Review;

/// <summary>Gathers a month's units from opened views: the newest decision on each section of each matter, with everybody it concerns.</summary>
internal sealed class StatisticsCounter
{
    private static readonly EntryKind[] Counted = [EntryKind.Alert, EntryKind.Opening, EntryKind.Request, EntryKind.Assessment];

    private readonly Dictionary<(string Kind, string Reference, string Section), StatisticsUnit> _units = [];

    public IReadOnlyList<StatisticsUnit> Units => [.. _units.Values];

    public static bool Counts(EntryKind kind) => Counted.Contains(kind);

    public static bool Counts(StoredEntry entry) => Counts(entry.Kind) && !entry.IsDetailErased;

    public void Add(StoredEntry entry, ReadOnlySpan<byte> subject, JsonObject view)
    {
        var reference = ViewFacts.Of(view).Reference;
        if (reference.Length == 0) return;
        var kind = (entry.Kind == EntryKind.Assessment ? EntryKind.Request : entry.Kind).Word();
        foreach (var decision in ViewFacts.Objects(view["decision"]))
        {
            var key = (kind, reference, ViewFacts.Text(decision["section"]));
            var earlier = _units.GetValueOrDefault(key);
            var persons = new HashSet<string>(earlier?.Persons ?? new HashSet<string>(), StringComparer.Ordinal);
            if (!subject.IsEmpty) persons.Add(Convert.ToHexString(subject));
            var outcome = ViewFacts.Text(decision["outcome"]);
            _units[key] = new StatisticsUnit(kind, $"{entry.Content.Holder} {entry.Content.Counterpart}", ViewFacts.Text(decision["provision"]),
                outcome,
                LeadTime(kind, reference, outcome, entry.At, earlier), persons);
        }
    }

    /// <summary>From when a request was made, which its id tells, to its first answer that is not to wait.</summary>
    private static TimeSpan? LeadTime(string kind, string reference, string outcome, DateTimeOffset at, StatisticsUnit? earlier)
    {
        if (kind != EntryKind.Request.Word() || outcome == DecisionWriter.Word(Outcome.AwaitingAssessment)) return null;
        if (earlier?.LeadTime is { } known) return known;
        return reference.Length == 32 && long.TryParse(reference[..12], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var asked)
            ? at - DateTimeOffset.FromUnixTimeMilliseconds(asked)
            : null;
    }
}
