using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>What entries are searched for; what is empty or null matches all.</summary>
/// <param name="From">The earliest entry.</param>
/// <param name="Until">Behind the latest entry; the greatest instant for all there is.</param>
public sealed record LogQuery(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The longest time that is searched for anybody. Of one person everything is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>An officer's id, or party and id.</summary>
    public string Officer { get; init; } = "";

    /// <summary>The case of whoever asked or looked.</summary>
    public string Case { get; init; } = "";

    /// <summary>A provision's id.</summary>
    public string Provision { get; init; } = "";

    /// <summary>The other party.</summary>
    public PartyId? Party { get; init; }

    /// <summary>An outcome's word.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The kind of entry.</summary>
    public EntryKind Kind { get; init; }

    /// <summary>Index behind which the search goes on; -1: from the beginning.</summary>
    public long After { get; init; } = -1;

    /// <summary>Whether the leaf matches: what is known before anything is opened.</summary>
    public bool Matches(EntryLeaf leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        return (Kind == EntryKind.Unspecified || leaf.Kind == Kind) && (Party is null || leaf.Holder == Party || leaf.Counterpart == Party);
    }

    /// <summary>
    /// Whether an entry names nobody and only fills up the fixed number of a request's entries: it repeats what the one that names the person says,
    /// and would show it to somebody who may not see that one.
    /// </summary>
    public static bool IsFiller(FoundView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view is { Subject.IsEmpty: true, Entry: { IsDetailErased: false, Kind: EntryKind.Request or EntryKind.Assessment } };
    }

    /// <summary>Whether the detail has to be opened to know.</summary>
    public bool AsksForDetail => Officer.Length + Case.Length + Provision.Length + Outcome.Length > 0;

    /// <summary>Whether an opened view matches.</summary>
    public bool Matches(ViewFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return (Officer.Length == 0 || facts.IsBy(Officer)) && (Case.Length == 0 || facts.Case == Case)
            && (Provision.Length == 0 || facts.Provisions.Contains(Provision)) && (Outcome.Length == 0 || facts.Outcomes.Contains(Outcome));
    }

    /// <summary>The query as the look's entry keeps it. The person is found by the entry's subject, and stands in no text.</summary>
    public JsonObject Write() => new()
    {
        ["from"] = From.UtcDateTime.ToString("O"), ["until"] = Until.UtcDateTime.ToString("O"), ["officer"] = Officer, ["case"] = Case,
        ["provision"] = Provision, ["party"] = Party?.ToString(), ["outcome"] = Outcome, ["kind"] = Kind.Word(),
    };
}
