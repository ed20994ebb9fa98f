using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;

namespace Gateway.Alerts;

/// <summary>What the sender gets.</summary>
/// <param name="AlertId">The alert; empty where nothing of it was permitted.</param>
/// <param name="Decisions">One per section, in full: the sender is the holder.</param>
/// <param name="Receipts">The sender's receipts.</param>
/// <param name="OpenBefore">Until when it is to be opened.</param>
public sealed record AlertAnswer(
    string AlertId, IReadOnlyList<SectionDecision> Decisions, IReadOnlyList<Receipt> Receipts, DateTimeOffset OpenBefore);

/// <summary>Pushing alerts: decided section by section; what is permitted is stored for the receiver, the rest stays behind.</summary>
public sealed class AlertDispatch(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IAlertStore alerts, AuditLog log, IPartyKeys keys,
    SubjectPseudonyms pseudonyms, AlertBell bell, ChunkUploads uploads)
{
    private static readonly TimeSpan LatestDeadline = TimeSpan.FromDays(30);

    private readonly LogKeys _logKeys = new(keys);

    /// <summary>Decides and stores an alert. The same key with the same content gives the first answer.</summary>
    /// <exception cref="RefusedException">A field is wrong, or the key stands for another alert.</exception>
    public async Task<AlertAnswer> PushAsync(Caller caller, AlertDraft draft, CancellationToken ct)
    {
        if (draft.Receiver == caller.Party) throw RefusedException.BadField("receiver_party_id", "a party does not alert itself");
        // The purpose stands in the alert's row in the clear, so it is a word of the catalogue or nothing.
        if (!gate.Catalogue.Catalogue.Vocabulary.Purposes.ContainsKey(draft.Purpose))
            throw RefusedException.BadField("purpose", "is not in the catalogue");
        await registers.PartyAsync(draft.Receiver, "receiver_party_id", ct);
        var digest = Digest(draft);
        if (await FirstAnswerAsync(caller, draft.IdempotencyKey, digest, ct) is { } first) return first;

        var now = gate.Now;
        var openBefore = draft.OpenBefore ?? now + (draft.Urgency == AlertUrgency.Immediate ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7));
        if (openBefore <= now || openBefore > now + LatestDeadline) throw RefusedException.BadField("open_before", "within 30 days from now");
        using var senderKeys = await keys.LeaseAsync(caller.Party.ToString(), ct);
        using var key = await _logKeys.LeaseAsync(caller.Party, ct);
        var known = await registers.PartyAsync(caller.Party, "party", ct);
        var taken = SectionIntake.Take(known, senderKeys, draft.IdempotencyKey, draft.Sections, draft.Persons, gate.Catalogue.Catalogue);
        var id = Identifiers.New(now);
        AlertContent? content = null;
        IReadOnlyDictionary<string, ChunkUpload> large = new Dictionary<string, ChunkUpload>();
        var enforced = await gate.DecideAsync(caller.Party, draft.Receiver, caller.Party, async (work, token) =>
        {
            content = await GatherAsync(work, caller, known, draft, token);
            // All of them, and before the decision: that one is missing must not tell, unlogged, what would have been decided.
            large = await UploadedAsync(work, caller.Party, draft, token);
            return MatterOf(content, caller, draft, id);
        }, async (work, ruling, token) =>
        {
            var permitted = ruling.Decision.Sections.Where(s => s.Outcome == Outcome.Permit).Select(s => s.Section).ToHashSet();
            var sections = draft.Sections.Where(s => permitted.Contains(s.Facts.Id)).ToList();
            var stored = Store(id, caller, draft, content!, digest, ruling, sections, openBefore, key);
            if (!await alerts.TryAddAsync(work, stored, [.. draft.Sections.Zip(taken, Store).Where(s => permitted.Contains(s.Section))], token))
                throw new RefusedException(Refusal.UnderWay, "the same alert is being pushed; push it again");
            // What is not permitted stays behind with its chunks, which nobody takes: they are swept.
            foreach (var upload in large.Where(u => permitted.Contains(u.Key))) await uploads.TakeAsync(work, upload.Value, token);
            if (sections.Count > 0) await alerts.AddEventAsync(work, draft.Receiver, id, AlertState.Stored, false, token);
            return sections.Count > 0 ? id : "";
        }, ct);
        bell.Ring();
        return new AlertAnswer(enforced.Value, enforced.Ruling.Decision.Sections, enforced.Receipts, openBefore);
    }

    /// <summary>What was uploaded of the alert's large sections, by section.</summary>
    private async ValueTask<IReadOnlyDictionary<string, ChunkUpload>> UploadedAsync(
        IWork work, PartyId sender, AlertDraft draft, CancellationToken ct)
    {
        Dictionary<string, ChunkUpload> uploaded = [];
        for (var i = 0; i < draft.Sections.Count; i++)
        {
            var label = draft.Sections[i].Sealed.Label;
            var of = new SectionVersion(SectionPlace.Alert, sender, label.Record, label.Section, label.Version);
            if (label.Chunks is { } named) uploaded.Add(label.Section, await uploads.FindWholeAsync(work, of, named, $"sections[{i}]", ct));
        }
        return uploaded;
    }

    private async ValueTask<AlertContent> GatherAsync(IWork work, Caller caller, Party known, AlertDraft draft, CancellationToken ct)
    {
        var sender = await registers.PartyAsync(work, caller.Party, "party", ct);
        var receiver = await registers.PartyAsync(work, draft.Receiver, "receiver_party_id", ct);
        var pushing = await registers.CallerAsync(work, caller, ct);
        // A system names the officer who assessed; an officer pushes what is his or her own.
        if (!pushing.Has(Pushers.SystemRole) && (draft.AssessedBy != caller.Officer || draft.ApprovedBy.Length > 0))
            throw RefusedException.BadField("assessed_by", $"another officer than the caller is named by the role `{Pushers.SystemRole}` alone");
        SectionIntake.RequireSameKeys(known, sender);
        var pseudonymous = draft.Persons.Select(p => pseudonyms.Of(p.Subject)).ToList();
        var day = SwedishTime.DayOf(gate.Now);
        Pushers.Require(pushing, day, gate.Catalogue.Catalogue);
        var assessor = await registers.OfficerAsync(work, caller.Party, draft.AssessedBy, ct);
        Assessors.Require(assessor, day, gate.Catalogue.Catalogue);
        var approver = await ApproverAsync(work, caller, draft, pseudonymous, day, ct);
        var context = new DisclosureContext
        {
            Day = day,
            Trigger = draft.Trigger,
            Purpose = draft.Purpose,
            Holder = sender.Kind,
            Receiver = receiver.Kind,
            SharesPrincipal = Truths.Of(sender.SharesPrincipalWith(receiver)),
            Officer = registers.Facts(assessor, caller.Assurance, pseudonymous),
            Claims = draft.Claims,
            Persons = [.. draft.Persons.Select(p => p.Facts)],
            Sections = [.. draft.Sections.Select(s => s.Facts with { IsHeld = true })],
            Offence = draft.Offence,
            Facts =
            [
                .. draft.Asserted,
                .. draft.Answers.Select(a => Answered(a, assessor)),
                .. await registers.StandingAsync(work, caller.Party, draft.Receiver, day, day,
                    draft.Sections.Select(s => (s.Facts.Id, s.Facts.Category)), ct),
            ],
        };
        if (approver is not null) context = context with { Approvers = [approver.FullId] };
        var consents = await registers.ConsentsAsync(work, caller.Party, draft.Receiver, context, pseudonymous, ct);
        return new AlertContent(context with { Facts = [.. context.Facts, .. consents] }, pseudonymous, draft.RegistrationNumber);
    }

    /// <summary>
    /// The second officer, whom the system names in place of an act of his or hers: so the approval has to be registered at the sender,
    /// and to come from another officer who may decide and has no conflict of interest.
    /// </summary>
    private async ValueTask<Officer?> ApproverAsync(
        IWork work, Caller caller, AlertDraft draft, IReadOnlyList<ReadOnlyMemory<byte>> persons, DateOnly day, CancellationToken ct)
    {
        if (draft.ApprovedBy.Length == 0) return null;
        if (draft.ApprovedBy == draft.AssessedBy) throw RefusedException.BadField("approved_by",
            "another officer than the one who assessed approves");
        if (draft.RegistrationNumber.Length == 0)
            throw RefusedException.BadField("registration_number", "an approval is a decision: the number it is registered under has to be named");
        var approver = await registers.OfficerAsync(work, caller.Party, draft.ApprovedBy, ct);
        Assessors.Require(approver, day, gate.Catalogue.Catalogue);
        registers.RefuseConflict(approver, persons);
        return approver;
    }

    private static Matter MatterOf(AlertContent content, Caller caller, AlertDraft draft, string id) => new()
    {
        Kind = EntryKind.Alert,
        Holder = caller.Party,
        Counterpart = draft.Receiver,
        Context = content.Context,
        Persons = content.Persons,
        Reference = new JsonObject
        {
            ["alert"] = id, ["pushedBy"] = caller.Officer, ["registrationNumber"] = draft.RegistrationNumber, ["environment"] = draft.EnvironmentCode,
        },
    };

    private static Fact Answered(Answer answer, Officer assessor) => new()
    {
        Name = answer.Question, Value = answer.Holds, Section = answer.Section, Source = FactSource.Assessed,
        Officer = assessor.FullId, OfficerRoles = assessor.Roles,
    };

    private async Task<AlertAnswer?> FirstAnswerAsync(Caller caller, string idempotencyKey, byte[] digest, CancellationToken ct)
    {
        if (await alerts.FindByKeyAsync(caller.Party, idempotencyKey, ct) is not { } known) return null;
        if (!known.Digest.Span.SequenceEqual(digest))
            throw new RefusedException(Refusal.AlreadyExists, "the idempotency key stands for another alert");
        using var key = await _logKeys.LeaseAsync(caller.Party, ct);
        var answer = StoredAnswer.Read(SealedJson.Open(key.Keys, known.SealedAnswer.Span, $"answer:{known.Id}"));
        var receipts = await log.ReceiptsAsync(caller.Party, key, answer.Entries, ct);
        return new AlertAnswer(known.State == AlertState.Withheld ? "" : known.Id, answer.Told, receipts, known.OpenBefore);
    }

    private static StoredAlert Store(string id, Caller caller, AlertDraft draft, AlertContent content, byte[] digest, Ruling ruling,
        List<RecordSection> sections, DateTimeOffset openBefore, LogKey key)
    {
        var answer = new StoredAnswer(ruling.Decision.Sections, [.. ruling.Entries.Select(e => e.Content.Id)]);
        return new StoredAlert
        {
            Id = id,
            Sender = caller.Party,
            Receiver = draft.Receiver,
            IdempotencyKey = draft.IdempotencyKey,
            Digest = digest,
            Purpose = draft.Purpose,
            Urgency = draft.Urgency,
            Categories = [.. sections.Select(s => s.Facts.Category).Distinct()],
            Persons = content.Persons,
            SealedContent = SealedJson.Seal(key.Keys, content.Write(), $"alert:{id}"),
            SealedAnswer = SealedJson.Seal(key.Keys, answer.Write(), $"answer:{id}"),
            State = sections.Count > 0 ? AlertState.Stored : AlertState.Withheld,
            StoredAt = ruling.At,
            OpenBefore = openBefore,
        };
    }

    private static StoredAlertSection Store(RecordSection section, RestingSection resting) => new(section.Facts.Id, section.Facts.Category,
        section.Sealed.CiphertextDigest, resting.ToEnvelopeJson(), resting.Signature, resting.ContentKey);

    /// <summary>Keyed, since whom it concerns could be guessed from a plain digest.</summary>
    private byte[] Digest(AlertDraft draft)
    {
        var persons = draft.Persons.Select(p => $"{Convert.ToHexString(pseudonyms.Of(p.Subject).Span)}/{p.Role}/{p.Protection}");
        var sections = draft.Sections.Select(s => $"{s.Facts.Id}/{s.Facts.Category}/{s.Sealed.Signature}/{string.Join(',', s.Facts.Persons)}/"
            + $"{string.Join(',', s.Facts.Marks)}/{string.Join(',', s.Facts.DeclaredProtections)}");
        var answers = draft.Answers.Select(a => $"{a.Question}={a.Holds}@{a.Section}").Concat(draft.Asserted.Select(f => $"{f.Name}={f.Value}"));
        string[] parts =
        [
            draft.Receiver.ToString(), draft.AssessedBy, draft.ApprovedBy, draft.Purpose, $"{draft.Trigger}", string.Join(',', draft.Claims),
            $"{draft.Offence}",
            $"{draft.Urgency}", $"{draft.OpenBefore:O}", draft.RegistrationNumber, draft.EnvironmentCode, .. persons, .. sections, .. answers,
        ];
        return pseudonyms.DigestOf("alert", new JsonArray([.. parts.Select(p => JsonValue.Create(p))]).ToJsonString());
    }
}
