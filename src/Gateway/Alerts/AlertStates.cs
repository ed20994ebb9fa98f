using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Alerts;

/// <summary>
/// An alert's way after it is stored: delivered, opened, acknowledged, or overdue. Each change of state is an entry per person
/// concerned; looking at it is none.
/// </summary>
public sealed class AlertStates(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IAlertStore alerts, LogKeys keys, AlertBell bell)
{
    private const int Batch = 100;

    /// <summary>The receiver takes over an alert that it has opened.</summary>
    /// <exception cref="RefusedException">It is not the caller's, or not opened.</exception>
    public async Task<IReadOnlyList<Receipt>> AcknowledgeAsync(Caller caller, string id, CancellationToken ct)
    {
        var known = await OfReceiverAsync(caller, id, ct);
        return await MoveAsync(caller.Party, known, AlertState.Acknowledged, caller.Officer, async (work, alert, token) =>
        {
            await registers.OfficerAsync(work, caller.Party, caller.Officer, token);
            return alert.State switch
            {
                AlertState.Opened => true,
                AlertState.Acknowledged => throw new RefusedException(Refusal.WrongState, "the alert is acknowledged already"),
                _ => throw new RefusedException(Refusal.WrongState, "the alert has to be opened first"),
            };
        }, ct);
    }

    /// <summary>Where an alert stands, and since when: for its sender and its receiver.</summary>
    /// <exception cref="RefusedException">It is neither's.</exception>
    public async Task<IReadOnlyList<(AlertState State, DateTimeOffset At)>> TrackAsync(Caller caller, string id, CancellationToken ct)
    {
        var alert = await alerts.FindAsync(id, ct);
        if (alert is null || (alert.Sender != caller.Party && alert.Receiver != caller.Party)) throw RefusedException.NotFound();
        return await alerts.StatesAsync(id, ct);
    }

    /// <summary>Marks an alert as delivered when its metadata first goes to a subscriber.</summary>
    internal async Task DeliverAsync(Caller caller, string id, CancellationToken ct)
    {
        var known = await OfReceiverAsync(caller, id, ct);
        if (known.State != AlertState.Stored) return;
        await MoveAsync(caller.Party, known, AlertState.Delivered, caller.Officer, async (work, alert, token) =>
        {
            await registers.OfficerAsync(work, caller.Party, caller.Officer, token);
            return alert.State == AlertState.Stored;
        }, ct);
    }

    /// <summary>Tells duty contacts and senders of what is past its deadline. One that fails does not hold up the others.</summary>
    /// <returns>How many were told, and the failures of the others, which the next sweep tries again.</returns>
    public async Task<(int Told, IReadOnlyList<Exception> Failures)> SweepAsync(CancellationToken ct)
    {
        List<Exception> failures = [];
        var late = await alerts.PastDeadlineAsync(gate.Now, Batch, ct);
        foreach (var alert in late)
        {
            try
            {
                await TellOverdueAsync(alert, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // one unreadable alert must not hide the others
            {
                failures.Add(e);
            }
        }
        if (late.Count > failures.Count) bell.Ring();
        return (late.Count - failures.Count, failures);
    }

    private Task<IReadOnlyList<Receipt>> TellOverdueAsync(StoredAlert alert, CancellationToken ct) =>
        MoveAsync(alert.Sender, alert, AlertState.Overdue, "gateway", async (work, current, token) =>
        {
            if (current.State is not (AlertState.Stored or AlertState.Delivered)) return false;
            await alerts.AddEventAsync(work, alert.Receiver, alert.Id, AlertState.Overdue, isForDutyContact: true, token);
            await alerts.AddEventAsync(work, alert.Sender, alert.Id, AlertState.Overdue, isForDutyContact: false, token);
            return true;
        }, ct);

    private async Task<StoredAlert> OfReceiverAsync(Caller caller, string id, CancellationToken ct) =>
        await alerts.FindAsync(id, ct) is { } alert && alert.Receiver == caller.Party && alert.State != AlertState.Withheld
            ? alert
            : throw RefusedException.NotFound();

    /// <summary>Moves an alert where it may be moved, with an entry per person concerned.</summary>
    internal async Task<IReadOnlyList<Receipt>> MoveAsync(PartyId caller, StoredAlert known, AlertState to, string officer,
        Func<IWork, StoredAlert, CancellationToken, ValueTask<bool>> mayMove, CancellationToken ct)
    {
        using var senderKey = await keys.LeaseAsync(known.Sender, ct);
        return await gate.RecordAsync(known.Sender, known.Receiver, caller, async (work, token) =>
        {
            var alert = await alerts.FindAsync(work, known.Id, token) ?? throw RefusedException.NotFound();
            // Somebody else may have moved it since it was looked at: then the entry tells of an attempt, and nothing moves.
            var moves = await mayMove(work, alert, token);
            if (moves) await alerts.SetStateAsync(work, alert.Id, to, gate.Now, token);
            var content = AlertContent.Open(alert, senderKey);
            EntryView view = new JsonObject { ["alert"] = alert.Id, ["state"] = to.ToString(), ["officer"] = officer, ["moved"] = moves };
            // The sender finds it by each person. The receiver does not: whom an alert concerns it learns by opening.
            return (IReadOnlyList<EntryDraft>)[.. content.Persons.DefaultIfEmpty().Select(person => new EntryDraft
            {
                Kind = EntryKind.AlertState, Holder = known.Sender, Counterpart = known.Receiver, Subject = person,
                HolderView = view, CounterpartView = view,
            })];
        }, ct);
    }
}
