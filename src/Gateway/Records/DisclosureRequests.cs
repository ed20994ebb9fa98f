using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>Requests of one party for what another holds, from the asker's side: asking, and asking again.</summary>
public sealed class DisclosureRequests(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRecordStore records, IRequestStore requests, AuditLog log, IPartyKeys keys,
    SubjectPseudonyms pseudonyms, IFulfilmentStore fulfilments, FormalDecisions formal, IReleaseRegister releases,
    FollowUps followUps, IRecipientKeyStore recipientKeys)
{
    private readonly LogKeys _logKeys = new(keys);
    private readonly RequestMatters _matters = new(registers, records, fulfilments);
    private readonly RequestStandings _standings = new(requests, formal, fulfilments);
    private readonly RequestAftermath _aftermath = new(gate, followUps, requests);
    private readonly DeliveredKeys _deliveredKeys = new(recipientKeys);
    private readonly RequestReasons _reasons = new(gate, registers, keys);

    /// <summary>Decides a request; what is permitted comes with the answer.</summary>
    /// <exception cref="RefusedException">A field is wrong, the reasons may not be told, or the key stands for another request.</exception>
    public async Task<DisclosureAnswer> RequestAsync(Caller caller, DisclosureRequest request, CancellationToken ct)
    {
        if (request.Holder == caller.Party) throw RefusedException.BadField("holder_party_id", "a party does not ask itself");
        await registers.PartyAsync(request.Holder, "holder_party_id", ct);
        var content = RequestContent.Of(caller, request, pseudonyms.Of(request.Subject));
        var digest = Digest(request, content);
        if (await FirstAnswerAsync(caller, request, digest, ct) is { } first) return first;

        RestingSection? reasons = null;
        if (request.Reasons is not null) (reasons, content) = await _reasons.TakeAsync(caller, request, content, ct);
        var id = Identifiers.New(gate.Now);
        return await DecideAsync(caller, request.Holder, id, (_, _) =>
            ValueTask.FromResult(RequestStanding.AtFirst(content, gate.Now)), async (work, ruling, k, token) =>
        {
            var stored = Store(id, caller, request, content, reasons, digest, ruling, k);
            await _aftermath.AddReviewsAsync(work, stored, token);
            if (!await requests.TryAddAsync(work, stored, token))
                throw new RefusedException(Refusal.UnderWay, "the same request is being made; make it again");
        }, ct);
    }

    /// <summary>Decides a request again, as it stands now, and hands out what is permitted.</summary>
    /// <exception cref="RefusedException">It is not the caller's.</exception>
    public async Task<DisclosureAnswer> CollectAsync(Caller caller, string id, CancellationToken ct)
    {
        if (await requests.FindAsync(id, ct) is not { } known || known.Asker != caller.Party) throw RefusedException.NotFound();
        using var holderKey = await _logKeys.LeaseAsync(known.Holder, ct);
        using var askerKey = await _logKeys.LeaseAsync(caller.Party, ct);
        return await DecideAsync(caller, known.Holder, id, (work, token) =>
            _standings.LoadAsync(work, id, gate.Now, holderKey, askerKey, token), async (work, ruling, _, token) =>
        {
            var waits = ruling.Told.Sections.Any(s => s.Outcome == Outcome.AwaitingAssessment);
            if (!waits) await followUps.CloseAnsweredAsync(work, known.Holder, id, token);
        }, ct);
    }

    private async Task<DisclosureAnswer> DecideAsync(
        Caller caller, PartyId holder, string id, Func<IWork, CancellationToken, ValueTask<RequestStanding>> load,
        Func<IWork, Ruling, (LogKey Holder, LogKey Asker), CancellationToken, ValueTask> store, CancellationToken ct)
    {
        using var holderKeys = await keys.LeaseAsync(holder.ToString(), ct);
        using var holderKey = await _logKeys.LeaseAsync(holder, ct);
        using var askerKey = await _logKeys.LeaseAsync(caller.Party, ct);
        GatheredRequest? gathered = null;
        RequestStanding? standing = null;
        var enforced = await gate.DecideAsync(holder, caller.Party, caller.Party, async (work, token) =>
        {
            standing = await load(work, token);
            gathered = await _matters.GatherAsync(work, caller, holder, standing.Content, holderKey, standing.Assessments, standing.Limits,
                standing.Delivered, gate.Now, token);
            gathered.Matter.Reference["request"] = id;
            return gathered.Matter with { IsClosed = standing.IsClosed };
        }, async (work, ruling, token) =>
        {
            await store(work, ruling, (holderKey, askerKey), token);
            await _aftermath.AddAsync(work, caller, holder, id, gathered!.Matter.Context, ruling, token);
            // Who was told that something is held is told as well when it was wrong.
            foreach (var section in ruling.Released.Concat(gathered.HandedOver(ruling).Select(s => s.Section)).Concat(ruling.ToldToExist))
                await releases.AddAsync(work, gathered.Sections[section], id, caller.Party, ruling.At, token);
            return true;
        }, ct);
        var release = enforced.Permit is { } permit
            ? Release.Make(permit, enforced, await ReadAsync(permit, gathered!, ct), holderKeys, gathered!.Recipient)
            : null;
        return new DisclosureAnswer(id, enforced.Ruling.Told.Sections, enforced.Receipts, release, standing!.IsClosed)
        {
            Fulfilled = await HandOverAsync(caller.Party, askerKey, enforced.Ruling, gathered!, ct),
            FormalDecision = standing.Decided,
            ExistenceOnly = standing.Content.ExistenceOnly,
        };
    }

    /// <summary>What the holder sealed and wrapped itself, as far as this decision still permits it; one release per logged one.</summary>
    private async ValueTask<IReadOnlyList<Release>> HandOverAsync(
        PartyId asker, LogKey askerKey, Ruling ruling, GatheredRequest gathered, CancellationToken ct)
    {
        List<Release> handed = [];
        foreach (var sections in gathered.HandedOver(ruling).GroupBy(s => string.Join(' ', gathered.Fulfilled[s.Section].Release!.Entries)))
        {
            var delivered = sections.Select(s => gathered.Fulfilled[s.Section]).ToList();
            await _deliveredKeys.RequireUsableAsync(delivered[0], gate.Now, ct);
            handed.Add(Release.OfHolder(delivered, [.. sections.SelectMany(s => s.Obligations).Distinct()], gathered.Matter,
                await log.ReceiptsAsync(asker, askerKey, delivered[0].Release!.Entries, ct), askerKey));
        }
        return handed;
    }

    /// <summary>Content is read only now that there is a permit for it.</summary>
    private async ValueTask<Dictionary<string, RestingSection>> ReadAsync(Permit permit, GatheredRequest gathered, CancellationToken ct)
    {
        Dictionary<string, RestingSection> sections = [];
        foreach (var id in permit.Sections)
        {
            var whole = await records.FindWholeAsync(gathered.Sections[id], ct)
                ?? throw new RefusedException(Refusal.UnderWay, "what was permitted was erased at the same moment; ask again");
            sections.Add(id, RestingSection.Parse(whole.Envelope.Span, whole.Signature, whole.ContentKey));
        }
        return sections;
    }

    private async Task<DisclosureAnswer?> FirstAnswerAsync(Caller caller, DisclosureRequest request, byte[] digest, CancellationToken ct)
    {
        if (await requests.FindByKeyAsync(caller.Party, request.IdempotencyKey, ct) is not { } known) return null;
        if (!known.Digest.Span.SequenceEqual(digest))
            throw new RefusedException(Refusal.AlreadyExists, "the idempotency key stands for another request");
        using var askerKey = await _logKeys.LeaseAsync(caller.Party, ct);
        var answer = StoredAnswer.Read(SealedJson.Open(askerKey.Keys, known.SealedAnswer.Span, $"answer:{known.Id}"));
        var receipts = await log.ReceiptsAsync(caller.Party, askerKey, answer.Entries, ct);
        return new DisclosureAnswer(known.Id, answer.Told, receipts, null, known.IsClosed(gate.Now)) { ExistenceOnly = request.ExistenceOnly };
    }

    private static StoredRequest Store(string id, Caller caller, DisclosureRequest request, RequestContent content, RestingSection? reasons,
        byte[] digest, Ruling ruling,
        (LogKey Holder, LogKey Asker) sealing)
    {
        var questions = from section in ruling.Decision.Sections
                        from need in section.Needs
                        where section.Outcome == Outcome.AwaitingAssessment && need.CanBeAssessed
                        select new OpenQuestion(need.Code, need.Provision, section.Section);
        var answer = new StoredAnswer(ruling.Told.Sections, [.. ruling.Entries.Select(e => e.Content.Id)]);
        return new StoredRequest
        {
            Id = id,
            Asker = caller.Party,
            Holder = request.Holder,
            Officer = caller.Officer,
            Subject = content.Subject,
            IsRefused = ruling.Told.Sections.Any(s => s.Outcome == Outcome.Deny && s.Needs.Count > 0),
            IdempotencyKey = request.IdempotencyKey,
            Digest = digest,
            SealedContent = SealedJson.Seal(sealing.Holder.Keys, (content with { Questions = [.. questions] }).Write(), $"request:{id}"),
            SealedAnswer = SealedJson.Seal(sealing.Asker.Keys, answer.Write(), $"answer:{id}"),
            Reasons = reasons?.ToEnvelopeJson(),
            ReasonsSignature = reasons?.Signature ?? "",
            ReasonsKey = reasons?.ContentKey ?? default,
            Waits = ruling.Told.Sections.Any(s => s.Outcome == Outcome.AwaitingAssessment),
            AskedAt = ruling.At,
        };
    }

    /// <summary>Keyed, since who is asked about could be guessed from a plain digest.</summary>
    private byte[] Digest(DisclosureRequest request, RequestContent content) => pseudonyms.DigestOf(
        "request", $"{request.Holder}\n{(content with { Assurance = 0 }).Write().ToJsonString()}\n{request.Reasons?.Signature}\n"
        + string.Join('\n', request.ReasonsAnswers.Select(a => $"{a.Question}={a.Holds}")));
}
