using Gateway.Audit;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>A decision with the entries that log it. It is not yet durable: only a <see cref="Permit"/> releases.</summary>
public sealed record Ruling
{
    /// <summary>The decision in full: the holder's.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The decision as the counterpart may see it.</summary>
    public required Decision Told { get; init; }

    /// <summary>The entries, one per person concerned or the fixed number.</summary>
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>Ids of the sections that are released once this is durable, in order.</summary>
    public required IReadOnlyList<string> Released { get; init; }

    /// <summary>Ids of the sections of which no more is told than that they are held.</summary>
    public required IReadOnlyList<string> ToldToExist { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }
}
