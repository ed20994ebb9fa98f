using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// Something that a party has to do after a decision, within a time: it stays visible until it is done, and escalates by itself once
/// the time is past. It names no person: the decision that it follows does, in its entries.
/// </summary>
public sealed record FollowUp
{
    /// <summary>Id: 32 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The party that has to do it.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The other party of the decision, which sees it once the time is past; the same party where there is none.</summary>
    public required PartyId Counterpart { get; init; }

    /// <summary>What has to be done.</summary>
    public required FollowUpKind Kind { get; init; }

    /// <summary>
    /// Id of the request that it follows, or officer and day where it is about volume; of an alert where that was erased. One is open of a
    /// kind and cause for each reference.
    /// </summary>
    public required string Reference { get; init; }

    /// <summary>Why: a code such as <c>unusual-volume</c>, or the category that was wrong or erased; empty where the kind says it all.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The officer whose act is followed up, who does not review it; empty where it is nobody's.</summary>
    public string Officer { get; init; } = "";

    /// <summary>When it arose.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Until when it is to be done.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was not done in time, so that the other party sees it in its list; null before. The duty contact is not told.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>When it was done; null while open.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}
