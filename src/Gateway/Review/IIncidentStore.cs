using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>The rows of incidents.</summary>
public interface IIncidentStore
{
    /// <summary>Adds one; false where the party has reported this request or alert before.</summary>
    ValueTask<bool> TryAddAsync(IWork work, Incident incident, CancellationToken ct);

    /// <summary>A party's incident; null where it has none of this id.</summary>
    ValueTask<Incident?> FindAsync(PartyId party, string id, CancellationToken ct);

    /// <summary>When the receiver confirmed that it has erased what it got; null where it has not.</summary>
    ValueTask<DateTimeOffset?> ErasureConfirmedAtAsync(Incident incident, CancellationToken ct);
}
