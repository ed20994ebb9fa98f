using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The rows of consents. All of it runs within works.</summary>
public interface IConsentStore
{
    /// <summary>A holder's consent by its id; null where there is none.</summary>
    ValueTask<Consent?> FindAsync(IWork work, PartyId holder, string id, CancellationToken ct);

    /// <summary>What a holder has recorded of a person, revoked ones included.</summary>
    ValueTask<IReadOnlyList<Consent>> OfPersonAsync(IWork work, PartyId holder, ReadOnlyMemory<byte> person, CancellationToken ct);

    /// <summary>Adds a consent; false where the id is taken.</summary>
    ValueTask<bool> TryAddAsync(IWork work, Consent consent, CancellationToken ct);

    /// <summary>Marks a consent as revoked.</summary>
    ValueTask RevokeAsync(IWork work, PartyId holder, string id, DateTimeOffset at, CancellationToken ct);
}
