using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Records;

namespace Gateway.Alerts;

/// <summary>What comes of taking an alert back.</summary>
/// <param name="WasOpened">Whether the receiver had opened it.</param>
/// <param name="Receipts">The sender's receipts.</param>
public sealed record RecallAnswer(bool WasOpened, IReadOnlyList<Receipt> Receipts);

/// <summary>
/// Taking an alert back, because it no longer holds: nobody opens it from here on. A receiver that was told of the alert is told of
/// this too, at once, whether it has opened it or not (directive 2016/680 article 7.3, <c>led-7</c>); one that was not, learns nothing.
/// </summary>
public sealed class AlertRecall(AlertStates states, PolicyInformationPoint registers, IAlertStore alerts, AlertBell bell, IChunkStore chunks)
{
    /// <summary>Takes an alert back.</summary>
    /// <exception cref="RefusedException">It is not the caller's party's, or was taken back before.</exception>
    public async Task<RecallAnswer> RecallAsync(Caller caller, string id, RecallReason reason, CancellationToken ct)
    {
        if (reason == RecallReason.Unspecified) throw RefusedException.BadField("reason", "is missing or unknown");
        if (await alerts.FindAsync(id, ct) is not { } known || known.Sender != caller.Party || known.State == AlertState.Withheld)
            throw RefusedException.NotFound();
        var wasOpened = false;
        var receipts = await states.MoveAsync(caller.Party, known, AlertState.Recalled, caller.Officer, async (work, alert, token) =>
        {
            await registers.CallerAsync(work, caller, token);
            if (alert.State == AlertState.Recalled) throw new RefusedException(Refusal.WrongState, "the alert was recalled already");
            var reached = (await alerts.StatesAsync(work, id, token)).Select(s => s.State).ToHashSet();
            wasOpened = reached.Contains(AlertState.Opened);
            await alerts.SetRecallReasonAsync(work, id, reason, token);
            await chunks.AbandonAsync(work, SectionPlace.Alert, alert.Sender, alert.IdempotencyKey, section: null, token);
            if (wasOpened || reached.Contains(AlertState.Delivered) || reached.Contains(AlertState.Overdue))
                await alerts.AddEventAsync(work, alert.Receiver, id, AlertState.Recalled, isForDutyContact: false, token);
            return true;
        }, ct);
        bell.Ring();
        return new RecallAnswer(wasOpened, receipts);
    }
}
