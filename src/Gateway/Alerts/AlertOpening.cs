using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
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
            var officer = await registers.OfficerAsync(work, caller.Party, caller.Officer, token);
            var content = AlertContent.Open(alert, senderKey);
            sections = await alerts.SectionsAsync(work, id, token);
            var context = content.Context with { Facts = await CurrentFactsAsync(work, alert, content, token) };
            return MatterOf(alert, content with { Context = context }, sections, officer, caller, registrationNumber,
                RecipientKeyState.Of(receiver, recipient.Thumbprint, SwedishTime.DayOf(gate.Now)));
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

    /// <summary>What was asserted stands; what was assessed expires; standing decisions and consents are those that hold now.</summary>
    private async ValueTask<IReadOnlyList<Fact>> CurrentFactsAsync(
        IWork work, StoredAlert alert, AlertContent content, CancellationToken ct)
    {
        var context = content.Context with { Day = SwedishTime.DayOf(gate.Now) };
        var isFresh = gate.Now < alert.StoredAt + Assessment.Validity;
        var standing = await registers.StandingAsync(
            work, alert.Sender, alert.Receiver, context.Day, context.Day, context.Sections.Select(s => (s.Id, s.Category)), ct);
        return
        [
            .. context.Facts.Where(f => f.Source == FactSource.Asserted || (isFresh && f.Source == FactSource.Assessed)), .. standing,
            .. await registers.ConsentsAsync(work, alert.Sender, alert.Receiver, context, content.Persons, ct),
        ];
    }

    private Matter MatterOf(StoredAlert alert, AlertContent content, IReadOnlyList<StoredAlertSection> sections, Officer officer, Caller caller,
        string registrationNumber, RecipientKeyState recipient)
    {
        var stored = sections.Select(s => s.Section).ToHashSet();
        return new Matter
        {
            Kind = EntryKind.Opening,
            Holder = alert.Sender,
            Counterpart = alert.Receiver,
            Context = content.Context with
            {
                Day = SwedishTime.DayOf(gate.Now),
                Officer = registers.Facts(officer, caller.Assurance, content.Persons) with { IsAddressee = true },
                Sections = [.. content.Context.Sections.Where(s => stored.Contains(s.Id))],
            },
            Persons = content.Persons,
            Ciphertexts = sections.ToDictionary(s => s.Section, s => s.CiphertextDigest),
            Recipient = recipient,
            Reference = new JsonObject
            {
                ["alert"] = alert.Id, ["registrationNumber"] = registrationNumber, ["senderRegistrationNumber"] = content.RegistrationNumber,
            },
        };
    }
}
