using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>What log review reads of the directory, and how far it has come.</summary>
public interface IReviewStore
{
    /// <summary>All parties.</summary>
    ValueTask<IReadOnlyList<PartyId>> PartiesAsync(CancellationToken ct);

    /// <summary>A party's officers with their conflicts, revoked ones with them.</summary>
    ValueTask<IReadOnlyList<Officer>> OfficersAsync(PartyId party, CancellationToken ct);

    /// <summary>Until when a party's log was reviewed by schedule; null where it never was.</summary>
    ValueTask<DateTimeOffset?> ReviewedUntilAsync(PartyId party, CancellationToken ct);

    /// <summary>Moves that on; false where another process has moved it since it was read.</summary>
    ValueTask<bool> TryAdvanceAsync(IWork work, PartyId party, DateTimeOffset? from, DateTimeOffset until, CancellationToken ct);
}
