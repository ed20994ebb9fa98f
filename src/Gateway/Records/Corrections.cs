using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>
/// Data that proved wrong, and grounds that no longer hold: whoever received it has a follow-up (directive 2016/680 article 7.3), and what
/// was not opened yet stays closed.
/// </summary>
public sealed class Corrections(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRecordStore records, IRequestStore requests, IReleaseRegister releases,
    IFulfilmentStore fulfilments, FollowUps followUps)
{
    /// <summary>Tells whoever received an earlier version of a section that it was wrong, within the work that stores the right one.</summary>
    internal async ValueTask TellReceiversAsync(IWork work, PartyId holder, string record, string section, int beforeVersion, CancellationToken ct) =>
        await TellAsync(work, holder, await releases.ReceiversAsync(work, holder, record, section, beforeVersion, ct), ct);

    /// <summary>Says that what was released under a request was wrong, such as what the holder's own system sealed.</summary>
    /// <exception cref="RefusedException">The request was not made to the caller's party, or nothing was released under it.</exception>
    public async Task<IReadOnlyList<Receipt>> ReportAsync(Caller caller, string requestId, string registrationNumber, CancellationToken ct)
    {
        if (await requests.FindAsync(requestId, ct) is not { } known || known.Holder != caller.Party) throw RefusedException.NotFound();
        return await gate.RecordAsync(caller.Party, known.Asker, caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, [RecordDeposit.Role, Fulfilments.Role], token);
            var received = await releases.OfRequestAsync(work, caller.Party, requestId, token);
            var isSealed = (await fulfilments.FindAsync(work, requestId, token)).Any(f => f.IsDelivered);
            if (received.Count == 0 && !isSealed) throw new RefusedException(Refusal.WrongState, "nothing was released under this request");
            await TellAsync(work, caller.Party, received, token);
            await fulfilments.WithdrawAsync(work, caller.Party, requestId, token);
            EntryView view = new JsonObject
            {
                ["request"] = requestId, ["wrong"] = new JsonArray([.. received.Select(r => JsonValue.Create(r.Category))]),
                ["officer"] = $"{caller.Party}/{caller.Officer}", ["registrationNumber"] = registrationNumber,
            };
            var entry = new EntryDraft { Kind = EntryKind.Record, Holder = caller.Party, Subject = known.Subject, HolderView = view };
            // An asker that received nothing is not told that there was something (design §1.8).
            return [received.Count == 0 ? entry : entry with { Counterpart = known.Asker, CounterpartSubject = known.Subject,
                CounterpartView = view }];
        }, ct);
    }

    /// <summary>Takes a section of the caller's party back: it is released to nobody from here on, and who received it is told.</summary>
    /// <exception cref="RefusedException">The role is missing, or there is no such section.</exception>
    public Task<IReadOnlyList<Receipt>> WithdrawSectionAsync(
        Caller caller, string record, string section, string registrationNumber, CancellationToken ct) =>
        gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, [RecordDeposit.Role, Fulfilments.Role], token);
            var withdrawn = await records.WithdrawAsync(work, caller.Party, record, section, gate.Now, token) ?? throw RefusedException.NotFound();
            await TellReceiversAsync(work, caller.Party, record, section, withdrawn.Version + 1, token);
            return (IReadOnlyList<EntryDraft>)[.. withdrawn.Persons.DefaultIfEmpty().Select(person => new EntryDraft
            {
                Kind = EntryKind.Record, Holder = caller.Party, Subject = person,
                HolderView = new JsonObject
                {
                    ["officer"] = caller.Officer, ["record"] = record, ["withdrawn"] = section, ["registrationNumber"] = registrationNumber,
                },
            })];
        }, ct);

    /// <summary>Takes a request back, because what it rested on no longer holds: nothing is released under it from here on.</summary>
    /// <exception cref="RefusedException">It is not the caller's party's, or was taken back before.</exception>
    public async Task<IReadOnlyList<Receipt>> WithdrawRequestAsync(Caller caller, string requestId, CancellationToken ct)
    {
        if (await requests.FindAsync(requestId, ct) is not { } known || known.Asker != caller.Party) throw RefusedException.NotFound();
        return await gate.RecordAsync(known.Holder, caller.Party, caller.Party, async (work, token) =>
        {
            var officer = await registers.CallerAsync(work, caller, token);
            if (officer.Id != known.Officer && !officer.Has(RecordDeposit.Role))
                throw new RefusedException(Refusal.RoleMissing, "this needs the officer who asked, or the role `registrar`");
            if (!await requests.TryWithdrawAsync(work, requestId, gate.Now, token))
                throw new RefusedException(Refusal.WrongState, "the request was withdrawn already");
            await followUps.CloseEndedAsync(work, known.Holder, requestId, token);
            EntryView view = new JsonObject { ["request"] = requestId, ["withdrawn"] = true, ["officer"] = $"{caller.Party}/{caller.Officer}" };
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Request, Holder = known.Holder, Counterpart = caller.Party, Subject = known.Subject,
                    CounterpartSubject = known.Subject, HolderView = view, CounterpartView = view,
                },
            ];
        }, ct);
    }

    private async ValueTask TellAsync(IWork work, PartyId holder, IReadOnlyList<Received> received, CancellationToken ct)
    {
        foreach (var wrong in received)
            await followUps.AddAsync(work, FollowUpKind.Correction, wrong.Asker, holder, wrong.Request, wrong.Category, "", ct);
    }
}
