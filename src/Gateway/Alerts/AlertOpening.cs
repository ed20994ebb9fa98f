using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Policy;
using Gateway.Records;

namespace Gateway.Alerts;

/// <summary>What comes of opening an alert.</summary>
/// <param name="Decisions">One per section stored.</param>
/// <param name="Receipts">The opener's receipts.</param>
/// <param name="Release">What was released; null where nothing was.</param>
public sealed record OpeningAnswer(IReadOnlyList<SectionDecision> Decisions, IReadOnlyList<Receipt> Receipts, Release? Release);

/// <summary>
/// Opening an alert: a second decision on what holds now, towards the officer who opens, an entry of its own, and only then the key.
/// </summary>
public sealed class AlertOpening(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IAlertStore alerts, IPartyKeys keys)
{
    private readonly LogKeys _logKeys = new(keys);
    private readonly OpeningMatters _matters = new(gate, registers);

    /// <summary>Decides the opening; the release is null where nothing of it may be opened by this officer now.</summary>
    /// <exception cref="RefusedException">The alert is not addressed to the caller's party.</exception>
    public async Task<OpeningAnswer> OpenAsync(
        Caller caller, string id, string registrationNumber, CancellationToken ct)
    {
        if (await alerts.FindAsync(id, ct) is not { } known || known.Receiver != caller.Party || known.State == AlertState.Withheld)
            throw RefusedException.NotFound();
        using var senderKeys = await keys.LeaseAsync(known.Sender.ToString(), ct);
        using var senderKey = await _logKeys.LeaseAsync(known.Sender, ct);
        IReadOnlyList<StoredAlertSection> sections = [];
        EcPublicKey? recipient = null;
        var mayMove = false;
        var enforced = await gate.DecideAsync(known.Sender, caller.Party, caller.Party, async (work, token) =>
        {
            var alert = await alerts.FindAsync(work, id, token) ?? throw RefusedException.NotFound();
            if (alert.State == AlertState.Recalled) throw new RefusedException(Refusal.WrongState, "the alert was recalled");
            // Opened again, it is decided and logged again, and stays where it is.
            mayMove = alert.State is AlertState.Stored or AlertState.Delivered or AlertState.Overdue;
            var receiver = await registers.PartyAsync(work, caller.Party, "party", token);
            recipient = EcPublicKey.FromJwk(receiver.RecipientKey);
            sections = await alerts.SectionsAsync(work, id, token);
            var matter = await _matters.GatherAsync(work, caller, alert, sections, senderKey, receiver, token);
            matter.Reference["registrationNumber"] = registrationNumber;
            return matter;
        }, async (work, ruling, token) =>
        {
            if (ruling.Released.Count > 0 && mayMove) await alerts.SetStateAsync(work, id, AlertState.Opened, ruling.At, token);
            return true;
        }, ct);
        var release = enforced.Permit is { } permit
            ? Release.Make(permit, enforced, sections.ToDictionary(s => s.Section, s =>
                RestingSection.Parse(s.Envelope.Span, s.Signature, s.ContentKey)),
                senderKeys, recipient!)
            : null;
        return new OpeningAnswer(enforced.Ruling.Told.Sections, enforced.Receipts, release);
    }
}
