using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Audit;

namespace Gateway.Records.Retention;

/// <summary>
/// Log details past their time at one moment, as they were counted then: what two people agree to erase. Time goes on until the second of them
/// approves, and the scope does not.
/// </summary>
/// <param name="At">The moment.</param>
/// <param name="Counts">Per kind.</param>
public sealed record RetentionScope(DateTimeOffset At, IReadOnlyList<RetentionCount> Counts)
{
    /// <summary>Per kind, which details are past their time.</summary>
    public IReadOnlyList<RetentionCut> Cuts => [.. Counts.Select(c => c.Cut)];

    /// <summary>How many of them nothing holds.</summary>
    public int Free => Counts.Sum(c => c.Free);

    /// <summary>As a proposal holds it and its entries tell it: nobody is named.</summary>
    public JsonObject Write() => new()
    {
        ["at"] = Instant(At),
        ["kinds"] = new JsonArray([.. Counts.Select(c => new JsonObject
        {
            ["kind"] = c.Cut.Kind.Word(), ["days"] = c.Cut.Days, ["before"] = Instant(c.Cut.Before), ["keptFromEntry"] = c.Cut.FirstKept,
            ["details"] = c.Free, ["held"] = c.Held,
        })]),
    };

    /// <summary>Reads it back; the days of the oldest and the newest are not in it.</summary>
    public static RetentionScope Read(JsonObject tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return new RetentionScope(Instant(tree["at"]), [.. tree["kinds"]!.AsArray().Select(ReadCount)]); // as it was written
    }

    private static RetentionCount ReadCount(JsonNode? count) => new(
        new RetentionCut(
            EntryKinds.Of(count!["kind"]!.GetValue<string>()), count["days"]!.GetValue<int>(), Instant(count["before"]), // as it was written
            count["keptFromEntry"]!.GetValue<long>()),
        count["details"]!.GetValue<int>(), count["held"]!.GetValue<int>());

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(JsonNode? node) => DateTimeOffset.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture);
}
