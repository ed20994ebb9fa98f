using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;

namespace Gateway.Alerts;

/// <summary>
/// Builds the matter of opening an alert: what was asserted stands; what was assessed expires; standing decisions and consents are those
/// that hold now; and the officer is the one who opens.
/// </summary>
internal sealed class OpeningMatters(PolicyEnforcementPoint gate, PolicyInformationPoint registers)
{
    /// <summary>The alert as it stands now, towards the officer who opens it.</summary>
    /// <param name="work">The log's work.</param>
    /// <param name="caller">The opening officer.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="sections">Its sections.</param>
    /// <param name="senderKey">Opens what the sender keeps sealed.</param>
    /// <param name="receiver">The caller's party.</param>
    /// <param name="ct">Withdraws it.</param>
    /// <exception cref="RefusedException">The sender has erased it.</exception>
    public async ValueTask<Matter> GatherAsync(IWork work, Caller caller, StoredAlert alert, IReadOnlyList<StoredAlertSection> sections,
        LogKey senderKey, Party receiver, CancellationToken ct)
    {
        var officer = await registers.OfficerAsync(work, caller.Party, caller.Officer, ct);
        var content = AlertContent.Open(alert, senderKey);
        var day = SwedishTime.DayOf(gate.Now);
        var stored = sections.Select(s => s.Section).ToHashSet();
        return new Matter
        {
            Kind = EntryKind.Opening,
            Holder = alert.Sender,
            Counterpart = alert.Receiver,
            Context = content.Context with
            {
                Day = day,
                Officer = registers.Facts(officer, caller.Assurance, content.Persons) with { IsAddressee = true },
                Sections = [.. content.Context.Sections.Where(s => stored.Contains(s.Id))],
                Facts = await CurrentFactsAsync(work, alert, content, day, ct),
            },
            Persons = content.Persons,
            Ciphertexts = sections.ToDictionary(s => s.Section, s => s.CiphertextDigest),
            Recipient = RecipientKeyState.Of(receiver, Crypto.EcPublicKey.FromJwk(receiver.RecipientKey).Thumbprint, day),
            Reference = new JsonObject { ["alert"] = alert.Id, ["senderRegistrationNumber"] = content.RegistrationNumber },
        };
    }

    private async ValueTask<IReadOnlyList<Fact>> CurrentFactsAsync(
        IWork work, StoredAlert alert, AlertContent content, DateOnly day, CancellationToken ct)
    {
        var context = content.Context with { Day = day };
        var isFresh = gate.Now < alert.StoredAt + Assessment.Validity;
        var standing = await registers.StandingAsync(
            work, alert.Sender, alert.Receiver, day, day, context.Sections.Select(s => (s.Id, s.Category)), ct);
        return
        [
            .. context.Facts.Where(f => f.Source == FactSource.Asserted || (isFresh && f.Source == FactSource.Assessed)), .. standing,
            .. await registers.ConsentsAsync(work, alert.Sender, alert.Receiver, context, content.Persons, ct),
        ];
    }
}
