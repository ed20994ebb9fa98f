using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>An officer's answers to a waiting request.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Digest">The digest of the request they answer.</param>
/// <param name="Answers">The answers; what is left out stays unknown.</param>
/// <param name="Approves">Whether the officer approves as second.</param>
/// <param name="Closes">Whether nothing more will be assessed.</param>
/// <param name="RegistrationNumber">The holder's registration number.</param>
public sealed record AssessmentDraft(
    string RequestId, ReadOnlyMemory<byte> Digest, IReadOnlyList<Answer> Answers, bool Approves, bool Closes, string RegistrationNumber);

/// <summary>The holder's side of requests: seeing what waits, answering the statutory questions, closing.</summary>
public sealed class Assessments(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRecordStore records, IRequestStore requests,
    IFulfilmentStore fulfilments, IFormalDecisionStore formal, IPartyKeys keys, FollowUps followUps)
{
    private const int MostListed = 100;

    private readonly LogKeys _logKeys = new(keys);
    private readonly RequestMatters _matters = new(registers, records, fulfilments);
    private readonly RequestReasons _reasons = new(gate, registers, keys);

    /// <summary>
    /// What waits for the caller's party, oldest first; to an officer who may assess with the asker's reasons released to it, to the
    /// party's own system without them.
    /// </summary>
    /// <param name="caller">Who lists.</param>
    /// <param name="after">Where the page before ended; empty for the first, which also has what a formal decision is asked of.</param>
    /// <param name="ct">Withdraws it.</param>
    /// <returns>A page, and where it ends; empty on the last.</returns>
    /// <exception cref="RefusedException">The role is missing.</exception>
    public async Task<(IReadOnlyList<WaitingRequest> Waiting, string Next)> ListWaitingAsync(Caller caller, string after, CancellationToken ct)
    {
        using var key = await _logKeys.LeaseAsync(caller.Party, ct);
        var asked = await formal.AskedAsync(caller.Party, MostListed, ct);
        List<StoredRequest> open = [.. await requests.WaitingAsync(caller.Party, gate.Now - StoredRequest.Patience, after, MostListed, ct)];
        var next = open.Count == MostListed ? open[^1].Id : "";
        foreach (var id in asked.Where(id => after.Length == 0 && open.TrueForAll(r => r.Id != id))) open.Add((await requests.FindAsync(id, ct))!); // it has a row
        var waiting = open.Select(r => (Stored: r, Content: RequestContent.Open(r, key))).ToList();
        var isAssessor = false;
        await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.CallerAsync(work, caller, token);
            isAssessor = !officer.Has(Fulfilments.Role);
            if (isAssessor) await AssessorAsync(work, caller, token);
            // Nobody is shown that he or she is asked about.
            if (isAssessor) waiting = [.. waiting.Where(w => !registers.HasConflict(officer, [w.Content.Subject]))];
            return (IReadOnlyList<EntryDraft>)[.. LookUps(caller, waiting.Select(w => w.Content.Subject))];
        }, ct);
        List<WaitingRequest> listed = [];
        foreach (var (stored, content) in waiting)
            listed.Add(new WaitingRequest
            {
                Id = stored.Id, Asker = stored.Asker, Purpose = content.Purpose, Categories = content.Categories,
                ExistenceOnly = content.ExistenceOnly,
                Questions = content.Questions, Digest = stored.Digest, AskedAt = stored.AskedAt,
                IsFormalDecisionAsked = asked.Contains(stored.Id),
                Subject = content.Identity,
                Reasons = stored.Reasons.IsEmpty || !isAssessor ? null : await ReleaseReasonsAsync(caller, stored, content, ct),
            });
        return (listed, next);
    }

    /// <summary>Adds one officer's answers; the same decision runs again on them and is told to the officer in full.</summary>
    /// <exception cref="RefusedException">Not the holder's, another request's digest, closed, or an unknown question or section.</exception>
    public async Task<(IReadOnlyList<SectionDecision> Decisions, IReadOnlyList<Receipt> Receipts)> AssessAsync(
        Caller caller, AssessmentDraft draft, CancellationToken ct)
    {
        if (await requests.FindAsync(draft.RequestId, ct) is not { } known || known.Holder != caller.Party) throw RefusedException.NotFound();
        using var key = await _logKeys.LeaseAsync(caller.Party, ct);
        Assessment? assessment = null;
        var hasToDeliver = false;
        var enforced = await gate.DecideAsync(caller.Party, known.Asker, caller.Party, async (work, token) =>
        {
            var officer = await AssessorAsync(work, caller, token);
            var stored = await requests.FindAsync(work, draft.RequestId, token) ?? throw RefusedException.NotFound();
            var content = RequestContent.Open(stored, key);
            Check(draft, stored, content);
            var earlier = (await requests.AssessmentsAsync(work, stored.Id, token)).Select(a => Assessment.Open(stored.Id, a, key)).ToList();
            var asker = new Caller(stored.Asker, content.Officer, content.Assurance);
            var limits = RequestLimits.Of(stored, gate.Now, decided: null); // a formal decision closes: nothing is assessed after one
            var fulfilled = await fulfilments.FindAsync(work, stored.Id, token);
            var before = await _matters.GatherAsync(work, asker, caller.Party, content, key, earlier, limits, fulfilled, gate.Now, token);
            hasToDeliver = fulfilled.Any(f => !f.IsDelivered && !content.ExistenceOnly.Contains(f.Section.Category));
            registers.RefuseConflict(officer, before.Matter.Persons);
            assessment = new Assessment(
                officer.FullId, officer.Roles, draft.Answers, draft.Approves, gate.Now, Assessment.Bind(before.Sections));
            var gathered = await _matters.GatherAsync(work, asker, caller.Party, content, key, [.. earlier, assessment], limits, fulfilled, gate.Now,
                token);
            gathered.Matter.Reference["request"] = stored.Id;
            gathered.Matter.Reference["assessedBy"] = officer.FullId;
            gathered.Matter.Reference["holderRegistrationNumber"] = draft.RegistrationNumber;
            // The holder's own entry: it releases nothing, and the asker learns of it by collecting.
            return gathered.Matter with { Kind = EntryKind.Assessment, IsAsked = false, IsHoldersOwn = true, Recipient = null };
        }, async (work, ruling, token) =>
        {
            // By what the asker will be told, so that a follow-up which escalated to it tells no more than the answer does.
            var isPermitted = ruling.Decision.Sections.All(s => s.Outcome == Outcome.Permit);
            if (draft.Closes || (isPermitted && !hasToDeliver)) await followUps.CloseAnsweredAsync(work, caller.Party, draft.RequestId, token);
            await requests.AddAssessmentAsync(work, draft.RequestId, SealedJson.Seal(key.Keys, assessment!.Write(), $"assessment:{draft.RequestId}"),
                token);
            if (draft.Closes) await requests.CloseAsync(work, draft.RequestId, gate.Now, token);
            return true;
        }, ct);
        return (enforced.Ruling.Decision.Sections, enforced.Receipts);
    }

    private void Check(AssessmentDraft draft, StoredRequest stored, RequestContent content)
    {
        if (!stored.Digest.Span.SequenceEqual(draft.Digest.Span))
            throw new RefusedException(Refusal.WrongState, "the assessment answers another request: its digest differs");
        if (stored.IsClosed(gate.Now)) throw new RefusedException(Refusal.WrongState, "the request is closed");
        foreach (var answer in draft.Answers)
        {
            if (!gate.Catalogue.Catalogue.Vocabulary.Questions.ContainsKey(answer.Question))
                throw RefusedException.BadField("answers", $"unknown question `{answer.Question}`");
            if (answer.Section is not null && !content.Categories.Contains(answer.Section))
                throw RefusedException.BadField("answers", $"the request has no section `{answer.Section}`");
        }
    }

    private async ValueTask<Officer> AssessorAsync(IWork work, Caller caller, CancellationToken ct)
    {
        var officer = await registers.CallerAsync(work, caller, ct);
        Assessors.Require(officer, SwedishTime.DayOf(gate.Now), gate.Catalogue.Catalogue);
        return officer;
    }

    /// <summary>A second decision, from the asker to the holder, and an entry of its own; null where it no longer holds.</summary>
    private async Task<Release?> ReleaseReasonsAsync(Caller caller, StoredRequest stored, RequestContent content, CancellationToken ct)
    {
        var reasons = RestingSection.Parse(stored.Reasons.Span, stored.ReasonsSignature, stored.ReasonsKey);
        var receiver = await registers.PartyAsync(caller.Party, "party", ct);
        var recipient = EcPublicKey.FromJwk(receiver.RecipientKey);
        using var holderKeys = await keys.LeaseAsync(caller.Party.ToString(), ct);
        var enforced = await gate.DecideAsync(stored.Asker, caller.Party, caller.Party, async (work, token) =>
        {
            var officer = await AssessorAsync(work, caller, token);
            var opening = registers.Facts(officer, caller.Assurance, [content.Subject]) with { IsAddressee = true };
            var matter = await _reasons.MatterAsync(work, stored.Asker, caller.Party, content, content.ReasonsFacts, opening, EntryKind.Opening,
                token);
            matter.Reference["request"] = stored.Id;
            var isWithdrawn = await requests.FindAsync(work, stored.Id, token) is not { WithdrawnAt: null };
            return isWithdrawn ? matter : matter with
            {
                Ciphertexts = new Dictionary<string, ReadOnlyMemory<byte>> { [RequestReasons.Section] = reasons.CiphertextDigest },
                Recipient = RecipientKeyState.Of(receiver, recipient.Thumbprint, SwedishTime.DayOf(gate.Now)),
            };
        }, (_, _, _) => ValueTask.FromResult(true), ct);
        return enforced.Permit is { } permit
            ? Release.Make(permit, enforced, new Dictionary<string, RestingSection> { [RequestReasons.Section] = reasons }, holderKeys, recipient)
            : null;
    }

    private static IEnumerable<EntryDraft> LookUps(Caller caller, IEnumerable<ReadOnlyMemory<byte>> subjects) =>
        subjects.DefaultIfEmpty().Select(subject => new EntryDraft
        {
            Kind = EntryKind.AuditLookup, Holder = caller.Party, Subject = subject,
            HolderView = new JsonObject { ["officer"] = caller.Officer, ["lookedAt"] = "waiting requests" },
        });
}
