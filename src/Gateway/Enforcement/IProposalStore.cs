using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The proposals' rows.</summary>
public interface IProposalStore
{
    /// <summary>Adds one.</summary>
    ValueTask AddAsync(IWork work, Proposal proposal, CancellationToken ct);

    /// <summary>One, within a work; null where there is none.</summary>
    ValueTask<Proposal?> FindAsync(IWork work, string id, CancellationToken ct);

    /// <summary>One as it is committed now; null where there is none.</summary>
    ValueTask<Proposal?> FindAsync(string id, CancellationToken ct);

    /// <summary>The party's open ones that were proposed after an instant, the oldest first.</summary>
    ValueTask<IReadOnlyList<Proposal>> OpenAsync(PartyId party, DateTimeOffset proposedAfter, int most, CancellationToken ct);

    /// <summary>Closes one; what it was about is erased, and stands in its entries as far as those say it.</summary>
    ValueTask CloseAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct);
}
