using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The rows of follow-ups.</summary>
public interface IFollowUpStore
{
    /// <summary>Adds one; nothing where the party has one of this kind and cause open for this reference.</summary>
    ValueTask AddAsync(IWork work, FollowUp followUp, CancellationToken ct);

    /// <summary>Adds officers of the party whose acts a follow-up of a kind for a reference reviews.</summary>
    ValueTask AddActorsAsync(IWork work, PartyId party, FollowUpKind kind, string reference, IEnumerable<string> officers, CancellationToken ct);

    /// <summary>Whether a follow-up reviews an act of this officer.</summary>
    ValueTask<bool> HasActedAsync(IWork work, FollowUp followUp, string officer, CancellationToken ct);

    /// <summary>A follow-up by its id, within a work; null where there is none.</summary>
    ValueTask<FollowUp?> FindAsync(IWork work, string id, CancellationToken ct);

    /// <summary>A party's open follow-ups, urgent answers first, then those that were escalated to it.</summary>
    ValueTask<IReadOnlyList<FollowUp>> OpenAsync(PartyId party, int most, CancellationToken ct);

    /// <summary>Marks one as done.</summary>
    ValueTask CloseAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct);

    /// <summary>Marks a party's open one of a kind for a reference as done, where there is one.</summary>
    ValueTask CloseAsync(IWork work, PartyId party, FollowUpKind kind, string reference, DateTimeOffset at, CancellationToken ct);

    /// <summary>Open ones whose time is past and which were not escalated yet.</summary>
    ValueTask<IReadOnlyList<FollowUp>> PastDueAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Marks one as escalated.</summary>
    ValueTask EscalateAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct);

    /// <summary>How many are open past their time.</summary>
    ValueTask<int> CountOverdueAsync(DateTimeOffset now, CancellationToken ct);
}
