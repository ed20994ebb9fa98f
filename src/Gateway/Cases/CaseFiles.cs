using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Cases;

/// <summary>A case to open.</summary>
public sealed record CaseDraft(
    string Id, CaseKind Kind, string Purpose, Subject Subject, IReadOnlyList<string> Officers, string RegistrationNumber);

/// <summary>What is said when a case is closed.</summary>
public sealed record CaseClosure(string Id, PartyId? HandedOverTo, string HandOverReceipt, DateTimeOffset? FollowUpAt);

/// <summary>Opening and closing a party's cases: the ground of every need-to-know. Each is an entry.</summary>
public sealed class CaseFiles(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, ICaseStore cases, SubjectPseudonyms pseudonyms)
{
    /// <summary>Opens a case about one person and assigns officers.</summary>
    /// <exception cref="RefusedException">The id is taken, the purpose unknown, or an officer is not the party's.</exception>
    public async Task<IReadOnlyList<Receipt>> OpenAsync(Caller caller, CaseDraft draft, CancellationToken ct)
    {
        if (!gate.Catalogue.Catalogue.Vocabulary.Purposes.ContainsKey(draft.Purpose))
            throw RefusedException.BadField("purpose", $"unknown purpose `{draft.Purpose}`");
        if (!draft.Subject.IsIdentified && draft.Kind != CaseKind.Advice)
            throw RefusedException.BadField("subject", "only a case of advice is about nobody");
        var subject = pseudonyms.Of(draft.Subject);
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var opening = await registers.CallerAsync(work, caller, token);
            registers.RefuseConflict(opening, [subject]);
            foreach (var officer in draft.Officers) await registers.OfficerAsync(work, caller.Party, officer, token);
            var file = new CaseFile
            {
                Party = caller.Party, Id = draft.Id, Kind = draft.Kind, Purpose = draft.Purpose, Subject = subject,
                Officers = draft.Officers, OpenedAt = gate.Now,
            };
            if (!await cases.TryAddAsync(work, file, token)) throw new RefusedException(Refusal.AlreadyExists, "a case of yours has this id");
            return Entry(caller, subject, new JsonObject
            {
                ["case"] = draft.Id, ["act"] = "opened", ["purpose"] = draft.Purpose, ["registrationNumber"] = draft.RegistrationNumber,
                // Whoever opens a case for itself alone makes its own need: log review looks at these.
                ["selfAssigned"] = draft.Officers.SequenceEqual([caller.Officer]),
                ["officers"] = new JsonArray([.. draft.Officers.Select(o => JsonValue.Create(o))]),
            });
        }, ct);
        return receipts;
    }

    /// <summary>Closes a case, with hand-over and follow-up.</summary>
    /// <exception cref="RefusedException">The party has no open case of this id.</exception>
    public async Task<IReadOnlyList<Receipt>> CloseAsync(Caller caller, CaseClosure closure, CancellationToken ct)
    {
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.CallerAsync(work, caller, token);
            var file = await cases.FindAsync(work, caller.Party, closure.Id, token) ?? throw RefusedException.NotFound();
            if (file.ClosedAt is not null) throw new RefusedException(Refusal.WrongState, "the case is closed already");
            if (closure.HandedOverTo is { } to) await registers.PartyAsync(work, to, "handed_over_to_party_id", token);
            await cases.CloseAsync(work, caller.Party, closure.Id, gate.Now, closure.FollowUpAt, token);
            return Entry(caller, file.Subject, new JsonObject
            {
                ["case"] = closure.Id, ["act"] = "closed", ["handedOverTo"] = closure.HandedOverTo?.ToString(),
                ["handOverReceipt"] = closure.HandOverReceipt,
            });
        }, ct);
        return receipts;
    }

    private static IReadOnlyList<EntryDraft> Entry(Caller caller, ReadOnlyMemory<byte> subject, JsonObject view)
    {
        view["officer"] = caller.Officer;
        return [new EntryDraft { Kind = EntryKind.Case, Holder = caller.Party, Subject = subject, HolderView = view }];
    }
}
