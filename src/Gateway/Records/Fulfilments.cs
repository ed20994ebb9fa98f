using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>What a holder's own system sealed for one request.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Digest">The digest of the request that it answers.</param>
/// <param name="Persons">Whom the sections concern.</param>
/// <param name="Sections">One per category, its id the category; empty to ask again about what was sent.</param>
/// <param name="RegistrationNumber">The holder's registration number.</param>
public sealed record FulfilmentDraft(
    string RequestId, ReadOnlyMemory<byte> Digest, IReadOnlyList<ConcernedPerson> Persons, IReadOnlyList<RecordSection> Sections,
    string RegistrationNumber);

/// <summary>What the holder is answered.</summary>
/// <param name="Decisions">One per category asked for, in full.</param>
/// <param name="Receipts">The holder's receipts.</param>
/// <param name="Released">Categories whose release is logged; empty where none is.</param>
/// <param name="RecipientKey">JWK of the one key to wrap for; empty where nothing is released.</param>
public sealed record FulfilmentAnswer(
    IReadOnlyList<SectionDecision> Decisions, IReadOnlyList<Receipt> Receipts, IReadOnlyList<string> Released, string RecipientKey);

/// <summary>
/// Requests that the holder's own system answers, one by one (<c>design.md</c> §5): it seals what is asked for so that the gateway
/// cannot open it, the same decision runs on it, and only once the release is in the log does the holder wrap the key for the receiver,
/// bound to the entries. So goes what is never deposited, and what a holder prefers to keep.
/// </summary>
public sealed class Fulfilments(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IRecordStore records, IRequestStore requests, IFulfilmentStore fulfilments,
    IPartyKeys keys, SubjectPseudonyms pseudonyms, IRecipientKeyStore recipientKeys, ChunkUploads uploads)
{
    /// <summary>Role of a party's own system, which acts for its officers.</summary>
    public const string Role = Pushers.SystemRole;

    private readonly DeliveredKeys _deliveredKeys = new(recipientKeys);
    private readonly LogKeys _logKeys = new(keys);
    private readonly RequestMatters _matters = new(registers, records, fulfilments);

    /// <summary>Says for which categories the caller's party answers by its own system.</summary>
    /// <exception cref="RefusedException">The role is missing, or a category is unknown.</exception>
    public Task<IReadOnlyList<Receipt>> DeclareAsync(Caller caller, IReadOnlyList<string> categories, CancellationToken ct)
    {
        var unknown = categories.FirstOrDefault(c => !gate.Catalogue.Catalogue.Vocabulary.Categories.ContainsKey(c));
        if (unknown is not null) throw RefusedException.BadField("categories", $"unknown category `{unknown}`");
        return gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, PartyDirectory.DecisionMakerRole, token);
            await fulfilments.SetCategoriesAsync(work, caller.Party, [.. categories.Distinct()], token);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Party, Holder = caller.Party,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["answersItselfFor"] = EntryView.Texts(categories) },
                },
            ];
        }, ct);
    }

    /// <summary>Takes what was sealed for a request and decides it; what is permitted is logged as released.</summary>
    /// <exception cref="RefusedException">Not the holder's, another request's digest, closed, delivered already, or a section is not fit.</exception>
    public async Task<FulfilmentAnswer> FulfilAsync(Caller caller, FulfilmentDraft draft, CancellationToken ct)
    {
        if (await requests.FindAsync(draft.RequestId, ct) is not { } known || known.Holder != caller.Party) throw RefusedException.NotFound();
        using var holderKeys = await keys.LeaseAsync(caller.Party.ToString(), ct);
        using var holderKey = await _logKeys.LeaseAsync(caller.Party, ct);
        using var askerKey = await _logKeys.LeaseAsync(known.Asker, ct);
        var holder = await registers.PartyAsync(caller.Party, "party", ct);
        SectionIntake.CheckFulfilment(holder, holderKeys, known.Id, draft.Sections, draft.Persons, gate.Catalogue.Catalogue);
        var answering = new Answering(known, caller, draft, holder, holderKey, askerKey);
        GatheredRequest? gathered = null;
        var enforced = await gate.DecideAsync(caller.Party, known.Asker, caller.Party, async (work, token) =>
        {
            gathered = await GatherAsync(work, answering, token);
            return gathered.Matter with
            {
                // What is kept ready is released when the asker collects: this decision is about what was sealed for it.
                Ciphertexts = gathered.Fulfilled.Where(f => !f.Value.IsDelivered).ToDictionary(f => f.Key, f => f.Value.Section.CiphertextDigest),
            };
        }, async (work, ruling, token) =>
        {
            if (ruling.Released.Count > 0) await ReleaseAsync(work, answering, gathered!, ruling, token);
            await WithholdAsync(work, answering, ruling, token);
            return true;
        }, ct);
        var released = enforced.Permit?.Sections ?? [];
        return new FulfilmentAnswer(enforced.Ruling.Decision.Sections, enforced.Receipts, released,
            released.Count > 0 ? gathered!.Recipient.ToJwk() : "");
    }

    /// <summary>Takes the envelopes that the holder wrapped for the receiver, once their release is logged.</summary>
    /// <exception cref="RefusedException">Not the holder's, not released, or an envelope or its chunks are not those that were logged.</exception>
    public async Task<IReadOnlyList<Receipt>> DeliverAsync(
        Caller caller, string requestId, IReadOnlyList<SealedSection> sections, CancellationToken ct)
    {
        if (await requests.FindAsync(requestId, ct) is not { } known || known.Holder != caller.Party) throw RefusedException.NotFound();
        using var key = await _logKeys.LeaseAsync(caller.Party, ct);
        return await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, [RecordDeposit.Role, Role], token);
            var stored = await OpenRequestAsync(work, requestId, token);
            var sealedFor = (await fulfilments.FindAsync(work, requestId, token)).ToDictionary(f => f.Section.Category);
            for (var i = 0; i < sections.Count; i++)
            {
                var problem = sealedFor.TryGetValue(sections[i].Label.Category, out var expected)
                    ? DeliveryProblem(expected, sections[i])
                    : "nothing of this category was sealed for the request";
                if (problem is not null) throw RefusedException.BadField($"sections[{i}]", problem);
                var released = expected!; // what has no problem was found, and its release is logged
                await _deliveredKeys.RequireUsableAsync(work, released, gate.Now, token);
                if (sections[i].Label.Chunks is { } chunks)
                    await uploads.TakeAsync(work, SectionVersion.Of(released.Section), chunks, $"sections[{i}]", token);
                await fulfilments.DeliverAsync(work, requestId, sections[i].Label.Category, sections[i].ToEnvelopeJson(), token);
            }
            var delivered = sections.Select(s => s.Label.Category).ToList();
            var content = RequestContent.Open(stored, key);
            return
            [
                new EntryDraft
                {
                    Kind = EntryKind.Record, Holder = caller.Party, Subject = content.Subject,
                    HolderView = new JsonObject { ["officer"] = caller.Officer, ["request"] = requestId, ["delivered"] = EntryView.Texts(delivered) },
                },
            ];
        }, ct);
    }

    private async ValueTask<GatheredRequest> GatherAsync(IWork work, Answering answering, CancellationToken ct)
    {
        var (known, caller, draft) = (answering.Known, answering.Caller, answering.Draft);
        await registers.OfficerWithAsync(work, caller, [RecordDeposit.Role, Role], ct);
        var stored = await OpenRequestAsync(work, known.Id, ct);
        if (!stored.Digest.Span.SequenceEqual(draft.Digest.Span))
            throw new RefusedException(Refusal.WrongState, "this answers another request: its digest differs; list waiting requests again");
        var content = RequestContent.Open(stored, answering.HolderKey);
        SectionIntake.RequireSameKeys(answering.Holder, await registers.PartyAsync(work, caller.Party, "party", ct));
        for (var i = 0; i < draft.Sections.Count; i++)
            if (!await fulfilments.TrySaveAsync(work, Store(answering, content, draft.Sections[i], $"sections[{i}]"), ct))
                throw new RefusedException(Refusal.WrongState, $"`{draft.Sections[i].Facts.Category}` is delivered already");
        var assessments = (await requests.AssessmentsAsync(work, known.Id, ct))
            .Select(a => Assessment.Open(known.Id, a, answering.HolderKey)).ToList();
        var asker = new Caller(stored.Asker, content.Officer, content.Assurance);
        var gathered = await _matters.GatherAsync(
            work, asker, caller.Party, content, answering.HolderKey, assessments,
            RequestLimits.Of(stored, gate.Now, decided: null), await fulfilments.FindAsync(work, known.Id, ct), gate.Now, ct);
        if (gathered.Fulfilled.Count == 0) throw RefusedException.BadField("sections", "nothing has been sealed for this request");
        gathered.Matter.Reference["request"] = known.Id;
        gathered.Matter.Reference["fulfilledBy"] = $"{caller.Party}/{caller.Officer}";
        gathered.Matter.Reference["holderRegistrationNumber"] = draft.RegistrationNumber;
        return gathered;
    }

    private StoredSection Store(Answering answering, RequestContent content, RecordSection section, string field)
    {
        var persons = section.Facts.Persons.Select(i => pseudonyms.Of(answering.Draft.Persons[i].Subject)).ToList();
        if (!content.Categories.Contains(section.Facts.Category))
            throw RefusedException.BadField(field, "the request does not ask for this category");
        if (!persons.Any(p => p.Span.SequenceEqual(content.Subject.Span)))
            throw RefusedException.BadField(field, "it has to concern the person asked about");
        var stored = new StoredSection
        {
            Holder = answering.Caller.Party, Record = answering.Known.Id, Section = section.Facts.Category, Category = section.Facts.Category,
            Version = 1, IsFulfilment = true, Persons = persons, SealedFacts = default, FactsDigest = default,
            CiphertextDigest = section.Sealed.CiphertextDigest, Signature = section.Sealed.Signature, At = gate.Now,
        };
        var facts = SectionFactsJson.Write(section.Facts with { IsHeld = true }, answering.Draft.Persons);
        return stored with
        {
            SealedFacts = SealedJson.Seal(answering.HolderKey.Keys, facts, stored.Row),
            FactsDigest = pseudonyms.DigestOf("facts", facts.ToJsonString()),
        };
    }

    private async ValueTask ReleaseAsync(IWork work, Answering answering, GatheredRequest gathered, Ruling ruling, CancellationToken ct)
    {
        var release = new FulfilmentRelease(
            [.. ruling.Entries.Select(e => e.Content.Id)], gathered.Recipient.KeyId,
            Envelope.ReleasePartyInfo(ruling.Entries.Select(e => e.LeafHash)),
            FulfilmentSalt.Seal(answering.AskerKey, ruling.Entries, answering.Known.Id), ruling.At);
        foreach (var category in ruling.Released) await fulfilments.ReleaseAsync(work, answering.Known.Id, category, release, ct);
    }

    /// <summary>What an earlier ruling released, and this one does not, is not to be delivered any more.</summary>
    private async ValueTask WithholdAsync(IWork work, Answering answering, Ruling ruling, CancellationToken ct)
    {
        foreach (var earlier in await fulfilments.FindAsync(work, answering.Known.Id, ct))
        {
            if (earlier is { IsDelivered: false, Release: not null } && !ruling.Released.Contains(earlier.Section.Category))
                await fulfilments.WithholdAsync(work, answering.Caller.Party, answering.Known.Id, earlier.Section.Category, ct);
        }
    }

    private static string? DeliveryProblem(StoredFulfilment expected, SealedSection section)
    {
        if (expected.IsDelivered) return "it is delivered already";
        if (expected.Release is not { } release) return "its release is not logged";
        if (!section.CiphertextDigest.Span.SequenceEqual(expected.Section.CiphertextDigest.Span) || section.Signature != expected.Section.Signature)
            return "it is not the ciphertext whose release is logged";
        if (section.Recipients is not [var wrap] || wrap.KeyId != release.RecipientKeyId) return "its one recipient has to be the receiver's key";
        return wrap.IsBoundTo(release.PartyInfo.Span) ? null : "its wrap is not bound to the entries of its release";
    }

    private async ValueTask<StoredRequest> OpenRequestAsync(IWork work, string id, CancellationToken ct)
    {
        var stored = await requests.FindAsync(work, id, ct) ?? throw RefusedException.NotFound();
        return stored.IsClosed(gate.Now) ? throw new RefusedException(Refusal.WrongState, "the request is closed") : stored;
    }

    private sealed record Answering(StoredRequest Known, Caller Caller, FulfilmentDraft Draft, Party Holder, LogKey HolderKey, LogKey AskerKey);
}
