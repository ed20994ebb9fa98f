using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Policy;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using V1 = Gateway.Protocol.V1;

namespace Gateway.Server.Services;

/// <summary>Turns the core's answers into messages.</summary>
internal static class WireWriter
{
    public static V1.Text Text(BilingualText text) => new() { Sv = text.Sv, En = text.En };

    public static V1.ProvisionReference? Reference(string id, Catalogue catalogue) => catalogue.Find(id) is { } provision
        ? new V1.ProvisionReference { Id = provision.Id, Citation = provision.Citation, Title = Text(provision.Title) }
        : null;

    public static V1.SectionDecision Decision(SectionDecision section, Catalogue catalogue)
    {
        var decision = new V1.SectionDecision
        {
            SectionId = section.Section,
            Outcome = WireOutcome(section.Outcome),
            Provision = Reference(section.Provision, catalogue),
            Duty = section.IsDuty,
            Alternative = section.Alternative is { } other ? Reference(other.Provision, catalogue) : null,
            AlternativeReceiver = (V1.PartyKind)(int)(section.Alternative?.Receiver ?? default),
            Uncertain = section.Uncertain.Count > 0,
        };
        decision.Needs.AddRange(section.Needs.Select(n => new V1.Need
        {
            Code = n.Code, ProvisionId = n.Provision, Text = Text(Explanation.Of(n, catalogue)),
        }));
        decision.Obligations.AddRange(section.Obligations.Select(o => new V1.Obligation
        {
            Code = o, Text = Text(catalogue.Vocabulary.Obligations[o].Text),
        }));
        decision.Obligations.AddRange(section.Uncertain.Select(catalogue.Find).OfType<Provision>().Select(p => new V1.Obligation
        {
            Code = "uncertain", Text = Text(p.Uncertainty ?? new BilingualText($"Ej verifierad: {p.Citation}", $"Not verified: {p.Citation}")),
        }));
        return decision;
    }

    public static IEnumerable<V1.SectionDecision> Decisions(IEnumerable<SectionDecision> sections, Catalogue catalogue) =>
        sections.Select(s => Decision(s, catalogue));

    public static IEnumerable<V1.Receipt> Receipts(IEnumerable<Receipt> receipts) => receipts.Select(r => new V1.Receipt
    {
        // Nobody changes a receipt's bytes, so the message may hold them as they are.
        Leaf = UnsafeByteOperations.UnsafeWrap(r.Leaf), Proof = r.Proof, View = UnsafeByteOperations.UnsafeWrap(r.View),
        ViewSalt = UnsafeByteOperations.UnsafeWrap(r.ViewSalt), ReleaseSalt = UnsafeByteOperations.UnsafeWrap(r.ReleaseSalt),
    });

    public static V1.Release? Release(Records.Release? release, Catalogue catalogue)
    {
        if (release is null) return null;
        var message = new V1.Release
        {
            ReleaseId = release.Id,
            RecipientKeyThumbprint = release.RecipientKeyId,
            // The receiver may use it for this purpose and passes nothing on: SOU 2018:65's wish that the instruction travels along.
            Handling = new V1.HandlingInstruction
            {
                Purpose = release.Purpose, MayBePassedOn = false, RetentionDays = 0,
                Reservation = release.Obligations.Contains(Obligations.Reservation)
                    ? catalogue.Vocabulary.Obligations[Obligations.Reservation].Text.Sv : "",
            },
            ReleasedAt = Timestamp.FromDateTimeOffset(release.At),
        };
        message.Sections.AddRange(release.Sections.Select(s => new V1.ReleasedSection
        {
            Envelope = UnsafeByteOperations.UnsafeWrap(s.ToEnvelopeJson()), Signature = s.Signature, HolderPartyId = release.Holder.ToString(),
        }));
        message.Receipts.AddRange(Receipts(release.Receipts));
        return message;
    }

    public static V1.FormalDecision? FormalDecision(Records.FormalDecision? decision, Catalogue catalogue)
    {
        if (decision is null) return null;
        var message = new V1.FormalDecision
        {
            Reasons = decision.Reasons, AppealUnder = Reference(decision.AppealUnder, catalogue), AppealWithinDays = decision.AppealWithinDays,
            DecidedBy = decision.DecidedBy, RegistrationNumber = decision.RegistrationNumber, DecidedAt = Timestamp.FromDateTimeOffset(decision.At),
        };
        if (catalogue.Vocabulary.Obligations.TryGetValue(decision.AppealTo, out var where)) message.AppealTo = Text(where.Text);
        message.RefusedCategories.AddRange(decision.Refused);
        message.Provisions.AddRange(decision.Provisions.Select(
            p => Reference(p, catalogue) ?? new V1.ProvisionReference { Id = p })); // one that a later catalogue lacks keeps its id
        return message;
    }

    public static V1.AnswerExtent Extent(Records.AnswerExtent extent) => extent switch
    {
        Records.AnswerExtent.Full => V1.AnswerExtent.Full,
        Records.AnswerExtent.Partial => V1.AnswerExtent.Partial,
        Records.AnswerExtent.ExistsOnly => V1.AnswerExtent.ExistsOnly,
        _ => V1.AnswerExtent.Neutral,
    };

    private static V1.Outcome WireOutcome(Outcome outcome) => outcome switch
    {
        Outcome.Permit => V1.Outcome.Permit,
        Outcome.AwaitingAssessment => V1.Outcome.AwaitingAssessment,
        _ => V1.Outcome.Deny,
    };
}
