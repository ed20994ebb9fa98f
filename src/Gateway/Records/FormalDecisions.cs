using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>What an officer of the holder decides.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Digest">The digest of the request that it answers.</param>
/// <param name="Refused">Categories that are refused.</param>
/// <param name="Provisions">Ids of the provisions that decide it.</param>
/// <param name="Reasons">Why.</param>
/// <param name="AppealWithinDays">Days to appeal within.</param>
/// <param name="RegistrationNumber">The holder's registration number.</param>
public sealed record FormalDecisionDraft(
    string RequestId, ReadOnlyMemory<byte> Digest, IReadOnlyList<string> Refused, IReadOnlyList<string> Provisions, string Reasons,
    int AppealWithinDays, string RegistrationNumber);

/// <summary>
/// The way out of a neutral answer: the asker asks the authority itself, which decides with reasons and says where that is appealed
/// (6 kap. 2, 3, 7 and 8 §§ OSL). What the asker asks for tells nothing; what it is told, an officer has written.
/// </summary>
public sealed class FormalDecisions(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRequestStore requests, IFormalDecisionStore decisions, FollowUps followUps,
    IPartyKeys keys)
{
    /// <summary>The words of the catalogue that say where a decision is appealed; the provision that asks most of the two parties decides.</summary>
    private static readonly string[] Appeals = ["appeal-to-court", "appeal-to-government"];

    private readonly LogKeys _logKeys = new(keys);

    /// <summary>Asks the holder for a formal decision. Asking again changes nothing.</summary>
    /// <exception cref="RefusedException">The request is not the caller's.</exception>
    public async Task<IReadOnlyList<Receipt>> AskAsync(Caller caller, string requestId, CancellationToken ct)
    {
        if (await requests.FindAsync(requestId, ct) is not { } known || known.Asker != caller.Party) throw RefusedException.NotFound();
        return await gate.RecordAsync(known.Holder, caller.Party, caller.Party, async (work, token) =>
        {
            await registers.CallerAsync(work, caller, token);
            RefuseEnded(await requests.FindAsync(work, requestId, token));
            if (await decisions.TryAskAsync(work, requestId, known.Holder, gate.Now, token))
                await followUps.AddAsync(work, FollowUpKind.FormalDecision, known.Holder, caller.Party, requestId, "", "", token);
            return [Entry(known, new JsonObject { ["request"] = requestId, ["asked"] = true, ["officer"] = $"{caller.Party}/{caller.Officer}" })];
        }, ct);
    }

    /// <summary>Decides a request formally; nothing more is assessed of it then.</summary>
    /// <exception cref="RefusedException">
    /// Not the holder's, not asked for or decided already, another request's digest, an unknown category or provision, or the role is missing.
    /// </exception>
    public async Task<IReadOnlyList<Receipt>> DecideAsync(Caller caller, FormalDecisionDraft draft, CancellationToken ct)
    {
        if (await requests.FindAsync(draft.RequestId, ct) is not { } known || known.Holder != caller.Party) throw RefusedException.NotFound();
        using var holderKey = await _logKeys.LeaseAsync(caller.Party, ct);
        using var askerKey = await _logKeys.LeaseAsync(known.Asker, ct);
        return await gate.RecordAsync(caller.Party, known.Asker, caller.Party, async (work, token) =>
        {
            var officer = await registers.CallerAsync(work, caller, token);
            Assessors.Require(officer, SwedishTime.DayOf(gate.Now), gate.Catalogue.Catalogue);
            var stored = await requests.FindAsync(work, draft.RequestId, token) ?? throw RefusedException.NotFound();
            RefuseEnded(stored);
            var content = RequestContent.Open(stored, holderKey);
            registers.RefuseConflict(officer, [content.Subject]);
            var asked = await decisions.FindAsync(work, stored.Id, token)
                ?? throw new RefusedException(Refusal.WrongState, "no formal decision is asked for");
            if (!asked.IsEmpty) throw new RefusedException(Refusal.WrongState, "the formal decision is made already");
            Check(draft, stored, content);
            var appeal = await AppealAsync(work, stored, token);
            var decided = new FormalDecision(draft.Refused, draft.Provisions, draft.Reasons, appeal.Id, appeal.Obligations.First(Appeals.Contains),
                draft.AppealWithinDays, officer.FullId, draft.RegistrationNumber, gate.Now);
            await decisions.DecideAsync(work, stored.Id, SealedJson.Seal(askerKey.Keys, decided.Write(), Row(stored.Id)), gate.Now,
                gate.Now.AddDays(draft.AppealWithinDays), token);
            if (stored.ClosedAt is null) await requests.CloseAsync(work, stored.Id, gate.Now, token);
            await followUps.CloseEndedAsync(work, caller.Party, stored.Id, token);
            return [Entry(known, new JsonObject { ["request"] = stored.Id, ["decision"] = decided.Write() })];
        }, ct);
    }

    /// <summary>The decision on a request, for its asker; null where there is none.</summary>
    internal async ValueTask<FormalDecision?> FindAsync(IWork work, string request, LogKey askerKey, CancellationToken ct) =>
        await decisions.FindAsync(work, request, ct) is { IsEmpty: false } box
            ? FormalDecision.Read(SealedJson.Open(askerKey.Keys, box.Span, Row(request)))
            : null;

    private static void RefuseEnded(StoredRequest? request)
    {
        if (request is not { WithdrawnAt: null }) throw new RefusedException(Refusal.WrongState, "the request was withdrawn");
        if (request.IsErased) throw new RefusedException(Refusal.WrongState, "the request is no longer kept");
    }

    private void Check(FormalDecisionDraft draft, StoredRequest stored, RequestContent content)
    {
        if (!stored.Digest.Span.SequenceEqual(draft.Digest.Span))
            throw new RefusedException(Refusal.WrongState, "the decision answers another request: its digest differs; list waiting requests again");
        if (draft.Refused.FirstOrDefault(c => !content.Categories.Contains(c)) is { } category)
            throw RefusedException.BadField("refused_categories", $"the request does not ask for `{category}`");
        if (draft.Provisions.FirstOrDefault(p => gate.Catalogue.Catalogue.Find(p) is null) is { } provision)
            throw RefusedException.BadField("provisions", $"`{provision}` is not in the catalogue");
    }

    private async ValueTask<Provision> AppealAsync(IWork work, StoredRequest stored, CancellationToken ct)
    {
        var (holder, asker) = (await registers.PartyAsync(work, stored.Holder, "party", ct),
            await registers.PartyAsync(work, stored.Asker, "party", ct));
        return gate.Catalogue.Catalogue.InForceOn(SwedishTime.DayOf(gate.Now))
            .Where(p => p.Kind == ProvisionKind.Principle && p.Obligations.Any(Appeals.Contains) && p.IsForHolder(holder.Kind)
                && p.IsForReceiver(asker.Kind))
            .MaxBy(p => p.Threshold) ?? throw new RefusedException(Refusal.WrongState,
                "the catalogue names no court or authority that this is appealed to");
    }

    private static EntryDraft Entry(StoredRequest request, JsonObject view)
    {
        EntryView both = view;
        return new EntryDraft
        {
            Kind = EntryKind.FormalDecision, Holder = request.Holder, Counterpart = request.Asker,
            Subject = request.Subject, CounterpartSubject = request.Subject, HolderView = both, CounterpartView = both,
        };
    }

    private static string Row(string request) => $"formal-decision:{request}";
}
