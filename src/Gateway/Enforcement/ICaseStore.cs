using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The rows of parties' cases, the ground of every need-to-know.</summary>
public interface ICaseStore
{
    /// <summary>A party's case; null where it has none of that id.</summary>
    ValueTask<CaseFile?> FindAsync(IWork work, PartyId party, string id, CancellationToken ct);

    /// <summary>Adds a case; false where the id is taken.</summary>
    ValueTask<bool> TryAddAsync(IWork work, CaseFile file, CancellationToken ct);

    /// <summary>Marks a case as closed.</summary>
    ValueTask CloseAsync(IWork work, PartyId party, string id, DateTimeOffset at, DateTimeOffset? followUp, CancellationToken ct);
}
