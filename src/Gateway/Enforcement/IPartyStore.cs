using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// The directory's rows. What takes a work reads and writes within it, so that a decision stands on what is true when it is
/// logged; what does not reads what is committed.
/// </summary>
public interface IPartyStore
{
    /// <summary>A party; null where there is none.</summary>
    ValueTask<Party?> FindPartyAsync(PartyId id, CancellationToken ct);

    /// <summary>A party, within a work.</summary>
    ValueTask<Party?> FindPartyAsync(IWork work, PartyId id, CancellationToken ct);

    /// <summary>Adds a party.</summary>
    ValueTask AddPartyAsync(IWork work, Party party, CancellationToken ct);

    /// <summary>Replaces what can change of a party: its keys and its duty contact.</summary>
    ValueTask SavePartyAsync(IWork work, Party party, CancellationToken ct);

    /// <summary>An officer, revoked ones included, as committed now; null where there is none.</summary>
    ValueTask<Officer?> FindOfficerAsync(PartyId party, string officer, CancellationToken ct);

    /// <summary>An officer, revoked ones included, within a work; null where there is none.</summary>
    ValueTask<Officer?> FindOfficerAsync(IWork work, PartyId party, string officer, CancellationToken ct);

    /// <summary>Adds or replaces an officer.</summary>
    ValueTask SaveOfficerAsync(IWork work, Officer officer, CancellationToken ct);

    /// <summary>The standing decisions of a holder towards a receiver that hold on a day.</summary>
    ValueTask<IReadOnlyList<StandingDecision>> StandingDecisionsAsync(
        IWork work, PartyId holder, PartyId receiver, DateOnly day, CancellationToken ct);

    /// <summary>Adds a standing decision; false where the id is taken.</summary>
    ValueTask<bool> TryAddStandingDecisionAsync(IWork work, StandingDecision decision, CancellationToken ct);
}
