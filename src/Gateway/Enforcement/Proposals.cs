using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>An open proposal as officers of its party read it.</summary>
/// <param name="Row">Who proposed what, and when.</param>
/// <param name="Content">What it is about.</param>
public sealed record OpenProposal(Proposal Row, JsonObject Content);

/// <summary>
/// The rule that some acts take two people: keys and erasure. One proposes, with a registration number; another of the same party with the
/// same role approves what it reads, and the act is carried out in the work of that approval. Each step is an entry.
/// </summary>
/// <param name="gate">Logs.</param>
/// <param name="registers">Knows the officers.</param>
/// <param name="store">The rows.</param>
/// <param name="keys">Open what is proposed.</param>
/// <param name="acts">By code: makes an act anew from its content.</param>
/// <param name="operatorParty">Whose acts some are alone.</param>
public sealed class Proposals(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IProposalStore store, LogKeys keys,
    IReadOnlyDictionary<string, Func<JsonObject, ITwoPersonAct>> acts, OperatorParty operatorParty)
{
    private const int Most = 100;
    private const string Number = "registrationNumber";

    /// <summary>Proposes an act; nothing is done yet.</summary>
    /// <exception cref="RefusedException">The role or the number is missing, or it could not be carried out.</exception>
    public async Task<(string Id, IReadOnlyList<Receipt> Receipts)> ProposeAsync(
        Caller caller, ITwoPersonAct act, string registrationNumber, CancellationToken ct)
    {
        if (registrationNumber.Length == 0)
            throw RefusedException.BadField("registration_number", "the decision behind it is registered: its number has to be named");
        var content = (JsonObject)act.Content.DeepClone();
        content[Number] = registrationNumber;
        var proposal = new Proposal
        {
            Id = Identifiers.New(gate.Now), Party = caller.Party, Act = act.Code, SealedContent = default, ProposedBy = caller.Officer,
            ProposedAt = gate.Now,
        };
        using var key = await keys.LeaseAsync(caller.Party, ct);
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await RequireAsync(work, caller, act, token);
            await act.CheckAsync(work, caller.Party, token);
            await store.AddAsync(work, proposal with { SealedContent = key.Seal(content, proposal.Row) }, token);
            return [Entry(act, proposal, content, "proposed", caller)];
        }, ct);
        return (proposal.Id, receipts);
    }

    /// <summary>What waits in the caller's party for another officer, of the acts whose role the caller has: a proposal may name a person.</summary>
    /// <exception cref="RefusedException">The officer is not registered, or revoked.</exception>
    public async Task<IReadOnlyList<OpenProposal>> ListAsync(Caller caller, CancellationToken ct)
    {
        List<OpenProposal> listed = [];
        using var key = await keys.LeaseAsync(caller.Party, ct);
        await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.CallerAsync(work, caller, token);
            foreach (var proposal in await store.OpenAsync(caller.Party, gate.Now - Proposal.Patience, Most, token))
            {
                // One that was changed in the database says nothing that anybody could approve, and hides no other.
                if (key.TryOpen(proposal.SealedContent.Span, proposal.Row) is not { } content || !acts.TryGetValue(proposal.Act, out var make))
                    continue;
                var act = make(content);
                // Who could not approve it need not read whom it names.
                if (officer.Has(act.Role) && !await HasConflictAsync(work, officer, act, caller.Party, token))
                    listed.Add(new OpenProposal(proposal, content));
            }
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.AuditLookup, Holder = caller.Party,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "proposals" },
                },
            ];
        }, ct);
        return listed;
    }

    /// <summary>Approves what another officer proposed, and carries it out.</summary>
    /// <param name="caller">The second officer.</param>
    /// <param name="id">The proposal.</param>
    /// <param name="digest"><see cref="Proposal.DigestOf"/> of the content that the officer read.</param>
    /// <param name="ct">Withdraws it before its turn.</param>
    /// <exception cref="RefusedException">It is the caller's own, no longer open, not what was read, or cannot be carried out.</exception>
    public async Task<IReadOnlyList<Receipt>> ApproveAsync(Caller caller, string id, ReadOnlyMemory<byte> digest, CancellationToken ct)
    {
        using var key = await keys.LeaseAsync(caller.Party, ct);
        var (read, content, act) = Open(await store.FindAsync(id, ct), caller, key);
        if (!digest.Span.SequenceEqual(Proposal.DigestOf(content)))
            throw RefusedException.BadField("digest", "is not of what is proposed: read it again");
        // Who may not approve makes the vault do nothing.
        await registers.OfficerWithAsync(caller, act.Role, ct);
        RequireOther(read, caller);
        await act.PrepareAsync(caller.Party, ct);
        var receipts = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var (proposal, _, _) = Open(await store.FindAsync(work, id, token), caller, key);
            await RequireAsync(work, caller, act, token);
            RequireOther(proposal, caller);
            // The first officer has to be one still: an approval is of an act of two.
            await registers.OfficerAsync(work, proposal.Party, proposal.ProposedBy, token);
            var done = await act.ApplyAsync(work, caller.Party, gate.Now, token);
            await store.CloseAsync(work, id, gate.Now, token);
            return [Entry(act, proposal, content, "carried-out", caller, done) with { Successor = act.Successor }];
        }, ct);
        act.Carried(caller.Party);
        return receipts;
    }

    /// <summary>Takes a proposal back: whoever proposed, or another who would not approve it.</summary>
    /// <exception cref="RefusedException">The role is missing, or it is no longer open.</exception>
    public async Task<IReadOnlyList<Receipt>> WithdrawAsync(Caller caller, string id, CancellationToken ct)
    {
        using var key = await keys.LeaseAsync(caller.Party, ct);
        return await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var (proposal, content, act) = Open(await store.FindAsync(work, id, token), caller, key);
            await RequireAsync(work, caller, act, token);
            await store.CloseAsync(work, id, gate.Now, token);
            return [Entry(act, proposal, content, "withdrawn", caller)];
        }, ct);
    }

    private (Proposal Proposal, JsonObject Content, ITwoPersonAct Act) Open(Proposal? found, Caller caller, LogKey key)
    {
        if (found is null || found.Party != caller.Party) throw RefusedException.NotFound();
        if (!found.Waits(gate.Now)) throw new RefusedException(Refusal.WrongState,
            $"the proposal is closed, or older than {Proposal.Patience.TotalDays:0} days");
        var content = Content(found, key);
        return (found, content, acts[found.Act](content));
    }

    private static JsonObject Content(Proposal proposal, LogKey key) => key.TryOpen(proposal.SealedContent.Span, proposal.Row)
        ?? throw new RefusedException(Refusal.WrongState, "the stored proposal was changed by somebody: propose anew");

    private async ValueTask RequireAsync(IWork work, Caller caller, ITwoPersonAct act, CancellationToken ct)
    {
        var officer = await registers.OfficerWithAsync(work, caller, act.Role, ct);
        if (await HasConflictAsync(work, officer, act, caller.Party, ct))
            throw new RefusedException(Refusal.RoleMissing, "this needs an officer without a conflict of interest, whose own person is known");
        if (act.IsOperators && caller.Party != operatorParty.Id) throw RefusedException.RoleMissing(act.Role);
    }

    private async ValueTask<bool> HasConflictAsync(IWork work, Officer officer, ITwoPersonAct act, PartyId party, CancellationToken ct)
    {
        var persons = await act.PersonsAsync(work, party, ct);
        return persons.Count > 0 && registers.HasConflict(officer, persons);
    }

    private static void RequireOther(Proposal proposal, Caller caller)
    {
        if (proposal.ProposedBy == caller.Officer)
            throw new RefusedException(Refusal.RoleMissing, "another officer than the one who proposed approves");
    }

    private static EntryDraft Entry(ITwoPersonAct act, Proposal proposal, JsonObject content, string step, Caller caller, JsonObject? done = null)
    {
        var logged = (JsonObject)act.Logged.DeepClone();
        logged[Number] = content[Number]?.DeepClone();
        return new EntryDraft
        {
            Kind = act.Kind, Holder = caller.Party,
            HolderView = new JsonObject
            {
                ["officer"] = caller.Officer, ["proposal"] = proposal.Id, ["act"] = act.Code, ["step"] = step, ["proposedBy"] = proposal.ProposedBy,
                ["content"] = logged, ["done"] = done,
            },
        };
    }
}
