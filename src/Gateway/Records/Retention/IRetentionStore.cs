using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>Parties' retention rules, their details in the log, and the runs that erase them.</summary>
public interface IRetentionStore
{
    /// <summary>The party's rules, by kind.</summary>
    ValueTask<IReadOnlyList<RetentionRule>> RulesAsync(PartyId party, CancellationToken ct);

    /// <summary>The same within a work.</summary>
    ValueTask<IReadOnlyList<RetentionRule>> RulesAsync(IWork work, PartyId party, CancellationToken ct);

    /// <summary>Sets the party's rule for a kind, in the place of an earlier one.</summary>
    ValueTask SetRuleAsync(IWork work, PartyId party, RetentionRule rule, CancellationToken ct);

    /// <summary>Removes the party's rule for a kind, if there is one.</summary>
    ValueTask RemoveRuleAsync(IWork work, PartyId party, EntryKind kind, CancellationToken ct);

    /// <summary>The index behind the last entry that is older than an instant; 0 where none is.</summary>
    ValueTask<long> FirstKeptAsync(DateTimeOffset before, CancellationToken ct);

    /// <summary>What holds the party's details now: those of a part of the log, or all of them where none is given.</summary>
    ValueTask<DetailHolds> HoldsAsync(IWork work, PartyId party, DetailWindow? within, DateTimeOffset now, CancellationToken ct);

    /// <summary>The next part of the log with views of the party, between two indices; null where it has none there.</summary>
    /// <param name="work">The work.</param>
    /// <param name="party">Whose views.</param>
    /// <param name="from">The first index.</param>
    /// <param name="end">Behind the last.</param>
    /// <param name="most">Views in it, those beside it not counted.</param>
    /// <param name="ct">Withdraws it.</param>
    ValueTask<DetailWindow?> WindowAsync(IWork work, PartyId party, long from, long end, int most, CancellationToken ct);

    /// <summary>Erases the party's views at these indices. Each leaves an empty row without a link to a person.</summary>
    ValueTask EraseAsync(IWork work, PartyId party, IEnumerable<long> indices, CancellationToken ct);

    /// <summary>Adds a run.</summary>
    ValueTask AddAsync(IWork work, RetentionRun run, CancellationToken ct);

    /// <summary>Keeps how far a run has come.</summary>
    ValueTask AdvanceAsync(IWork work, RetentionRun run, CancellationToken ct);

    /// <summary>A run that is not done; null where it is, or there is none of this id.</summary>
    ValueTask<RetentionRun?> FindOpenAsync(IWork work, string id, CancellationToken ct);

    /// <summary>Whether a run of the party is not done.</summary>
    ValueTask<bool> IsUnderWayAsync(IWork work, PartyId party, CancellationToken ct);

    /// <summary>All parties' runs that are not done, the oldest first.</summary>
    ValueTask<IReadOnlyList<RetentionRun>> ListOpenAsync(CancellationToken ct);

    /// <summary>The party's runs, the newest first.</summary>
    ValueTask<IReadOnlyList<RetentionRun>> ListAsync(PartyId party, int most, CancellationToken ct);
}
