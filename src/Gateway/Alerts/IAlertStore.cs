using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Alerts;

/// <summary>The rows of alerts. What is personal in them is sealed under the sender's log key.</summary>
public interface IAlertStore
{
    /// <summary>Adds an alert with its permitted sections and its first state; false where the sender has used the idempotency key.</summary>
    ValueTask<bool> TryAddAsync(IWork work, StoredAlert alert, IReadOnlyList<StoredAlertSection> sections, CancellationToken ct);

    /// <summary>An alert by its id, within a work; null where there is none.</summary>
    ValueTask<StoredAlert?> FindAsync(IWork work, string id, CancellationToken ct);

    /// <summary>An alert by its id, as it is committed now.</summary>
    ValueTask<StoredAlert?> FindAsync(string id, CancellationToken ct);

    /// <summary>An alert by its sender's key; null where there is none.</summary>
    ValueTask<StoredAlert?> FindByKeyAsync(PartyId sender, string idempotencyKey, CancellationToken ct);

    /// <summary>The permitted sections of an alert.</summary>
    ValueTask<IReadOnlyList<StoredAlertSection>> SectionsAsync(IWork work, string id, CancellationToken ct);

    /// <summary>Moves an alert to a state and keeps when.</summary>
    ValueTask SetStateAsync(IWork work, string id, AlertState state, DateTimeOffset at, CancellationToken ct);

    /// <summary>Keeps why an alert was taken back.</summary>
    ValueTask SetRecallReasonAsync(IWork work, string id, RecallReason reason, CancellationToken ct);

    /// <summary>The states an alert has reached, in order.</summary>
    ValueTask<IReadOnlyList<(AlertState State, DateTimeOffset At)>> StatesAsync(string id, CancellationToken ct);

    /// <summary>The same within a work.</summary>
    ValueTask<IReadOnlyList<(AlertState State, DateTimeOffset At)>> StatesAsync(IWork work, string id, CancellationToken ct);

    /// <summary>Tells a party of an alert; numbers grow in the order of commits.</summary>
    ValueTask AddEventAsync(IWork work, PartyId party, string alert, AlertState state, bool isForDutyContact, CancellationToken ct);

    /// <summary>What a party was told after a number, in order.</summary>
    ValueTask<IReadOnlyList<AlertEvent>> EventsAsync(PartyId party, long after, int most, CancellationToken ct);

    /// <summary>Alerts stored or delivered whose deadline is past and which nobody was told of yet.</summary>
    ValueTask<IReadOnlyList<StoredAlert>> PastDeadlineAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>How many are overdue and still not opened.</summary>
    ValueTask<int> CountOverdueAsync(CancellationToken ct);
}
