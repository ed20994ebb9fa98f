using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>
/// Asking is telling (<c>design.md</c> §1.9): the asker's reasons are themselves data under secrecy, and reach the holder's officer
/// only by a decision from the asker to the holder, sealed.
/// </summary>
internal sealed class RequestReasons(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IPartyKeys keys)
{
    /// <summary>Section id of the reasons.</summary>
    public const string Section = "reasons";

    /// <summary>What reasons are, under the asker's secrecy.</summary>
    public const string Category = "suspicion";

    /// <summary>Takes the reasons in and decides whether the asker may tell them; answers them with the facts that this rests on.</summary>
    /// <exception cref="RefusedException">It may not, or the envelope is not fit.</exception>
    public async ValueTask<(RestingSection Reasons, RequestContent Content)> TakeAsync(
        Caller caller, DisclosureRequest request, RequestContent content, CancellationToken ct)
    {
        RestingSection reasons;
        using (var holderKeys = await keys.LeaseAsync(request.Holder.ToString(), ct))
            reasons = TakeEnvelope(request.Reasons!, request.IdempotencyKey, await registers.PartyAsync(caller.Party, "party", ct), holderKeys);
        IReadOnlyList<Fact> facts = [];
        var enforced = await gate.DecideAsync(caller.Party, request.Holder, caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerAsync(work, caller.Party, caller.Officer, token);
            facts = [.. content.Asserted, .. request.ReasonsAnswers.Select(a => Answered(a.Question, a.Holds, officer))];
            var asking = registers.Facts(officer, caller.Assurance, [content.Subject]);
            return await MatterAsync(work, caller.Party, request.Holder, content, facts, asking, EntryKind.Request, token);
        }, (_, _, _) => ValueTask.FromResult(true), ct);
        var decided = enforced.Ruling.Decision.Sections[0];
        return decided.Outcome == Outcome.Permit
            ? (reasons, content with { ReasonsFacts = facts })
            : throw RefusedException.BadField("reasons", string.Join("; ", decided.Needs.Select(n => $"{n.Provision} asks for `{n.Code}`")));
    }

    /// <summary>The matter of telling the reasons to the holder.</summary>
    public async ValueTask<Matter> MatterAsync(
        IWork work, PartyId asker, PartyId holder, RequestContent content, IReadOnlyList<Fact> facts, OfficerFacts officer, EntryKind kind,
        CancellationToken ct)
    {
        var (from, to) = (await registers.PartyAsync(work, asker, "party", ct), await registers.PartyAsync(work, holder, "holder_party_id", ct));
        return new Matter
        {
            Kind = kind,
            Holder = asker,
            Counterpart = holder,
            Context = new DisclosureContext
            {
                Day = SwedishTime.DayOf(gate.Now),
                Trigger = Trigger.OwnInitiative,
                Purpose = content.Purpose,
                Holder = from.Kind,
                Receiver = to.Kind,
                SharesPrincipal = Truths.Of(from.SharesPrincipalWith(to)),
                Officer = officer,
                // Reasons tell a suspicion, not where somebody is; whether the identity is protected is the holder's to know.
                Persons = [content.Person(Truth.False)],
                Sections = [new SectionFacts { Id = Section, Category = Category, Persons = [0], IsHeld = true }],
                Facts = facts,
            },
            Persons = [content.Subject],
            Reference = new JsonObject { ["reasons"] = true, ["registrationNumber"] = content.RegistrationNumber },
        };
    }

    private static Fact Answered(string question, bool holds, Officer officer) => new()
    {
        Name = question, Value = holds, Source = FactSource.Assessed, Officer = officer.FullId, OfficerRoles = officer.Roles,
    };

    private static RestingSection TakeEnvelope(SealedSection reasons, string idempotencyKey, Party asker, PartyKeys holderKeys)
    {
        var label = new SectionLabel(idempotencyKey, Section, Category, 1, asker.Id.ToString());
        if (reasons.Label != label) throw RefusedException.BadField("reasons", "the envelope's `aad` is not that of this request's reasons");
        if (!Envelope.IsSignedBy(reasons, EcPublicKey.FromJwk(asker.SigningKey)))
            throw RefusedException.BadField("reasons", "the signature is not the asker's");
        // A wrap that cannot be opened would stop the holder's list of waiting requests later.
        return SectionIntake.TakeOne(reasons, holderKeys, "reasons");
    }
}
