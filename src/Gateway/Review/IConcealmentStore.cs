using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Review;

/// <summary>The rows of matters that parties no longer keep secret from the person.</summary>
public interface IConcealmentStore
{
    /// <summary>Adds that a party has decided so; false where it had before.</summary>
    ValueTask<bool> TryEndAsync(IWork work, string reference, PartyId party, DateTimeOffset at, CancellationToken ct);

    /// <summary>The parties that have decided so of a request or alert.</summary>
    ValueTask<IReadOnlyList<PartyId>> EndedByAsync(string reference, CancellationToken ct);
}
