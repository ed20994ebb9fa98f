using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>What was gathered of a request: the matter, the stored sections it could release, and the key they would be wrapped for.</summary>
internal sealed record GatheredRequest(Matter Matter, IReadOnlyDictionary<string, StoredSection> Sections, EcPublicKey Recipient)
{
    /// <summary>
    /// What the holder's own system sealed for this request, by category: released by the decision that sealed it, never by another.
    /// </summary>
    public required IReadOnlyDictionary<string, StoredFulfilment> Fulfilled { get; init; }

    /// <summary>The decisions of a ruling by which something of that is handed over.</summary>
    public IEnumerable<SectionDecision> HandedOver(Ruling ruling) => ruling.Told.Sections.Where(s =>
        s.Outcome == Outcome.Permit && Fulfilled.ContainsKey(s.Section) && !Matter.ExistenceOnly.Contains(s.Section));
}

/// <summary>
/// Builds the matter of a request. It does the same reads whether the person exists here or not, and asks the same of an absent
/// person as of a protected one.
/// </summary>
internal sealed class RequestMatters(PolicyInformationPoint registers, IRecordStore records, IFulfilmentStore fulfilments)
{
    /// <summary>The request as it stands now: the asker's side re-read, the holder's records and assessments with it.</summary>
    /// <param name="work">The log's work.</param>
    /// <param name="asker">The asking officer.</param>
    /// <param name="holderId">The party asked.</param>
    /// <param name="content">What was asked.</param>
    /// <param name="holderKey">Opens what the holder keeps sealed.</param>
    /// <param name="assessments">What the holder's officers answered.</param>
    /// <param name="limits">What bounds it.</param>
    /// <param name="fulfilled">What the holder's own system sealed for it, as far as it counts here.</param>
    /// <param name="now">The instant of the decision.</param>
    /// <param name="ct">Withdraws it.</param>
    public async ValueTask<GatheredRequest> GatherAsync(
        IWork work, Caller asker, PartyId holderId, RequestContent content, LogKey holderKey, IReadOnlyList<Assessment> assessments,
        RequestLimits limits, IReadOnlyList<StoredFulfilment> fulfilled, DateTimeOffset now, CancellationToken ct)
    {
        var (holder, asking) = (await registers.PartyAsync(work, holderId, "holder_party_id", ct),
            await registers.PartyAsync(work, asker.Party, "party", ct));
        var officer = await registers.OfficerAsync(work, asker.Party, asker.Officer, ct);
        fulfilled = [.. fulfilled.Where(f => limits.Counts(f.Section.At))];
        var about = await GatherDossierAsync(work, holderId, content, holderKey, limits, fulfilled, ct);
        var answered = await fulfilments.CategoriesAsync(work, holderId, ct);
        var day = SwedishTime.DayOf(now);
        var sections = content.Categories.Select(c => (Id: c, Category: c));
        var current = assessments.Where(a => now < a.At + Assessment.Validity).ToList();
        var context = new DisclosureContext
        {
            Day = day,
            Trigger = Trigger.Request,
            Purpose = content.Purpose,
            Holder = holder.Kind,
            Receiver = asking.Kind,
            SharesPrincipal = Truths.Of(holder.SharesPrincipalWith(asking)),
            Officer = registers.Facts(officer, asker.Assurance, [content.Subject]) with
            {
                Case = await registers.CaseAsync(work, asker, content.Case, content.Subject, ct),
            },
            Claims = content.Claims,
            Persons = registers.BesideTheSubject(officer, about.Persons, about.Pseudonyms),
            Sections = [.. about.Sections.Select(s => limits.Refused.Contains(s.Category)
                ? s with { IsHeld = false }
                : s with { MayBeFulfilled = answered.Contains(s.Category) })],
            Offence = content.Offence,
            IsEmergency = limits.IsEmergency(content, asker.Officer, now),
            Facts =
            [
                .. content.Asserted,
                .. await registers.StandingAsync(work, holderId, asker.Party, day, SwedishTime.DayOf(limits.ClosedAt ?? now), sections, ct),
                .. current.SelectMany(a => a.FactsOn(about.Stored)),
            ],
            Approvers = [.. current.Where(a => a.Approves && a.IsOn(about.Stored)).Select(a => a.Officer)],
        };
        context = context with { Facts = [.. context.Facts,
            .. await registers.ConsentsAsync(work, holderId, asker.Party, context, about.Pseudonyms, ct)] };
        var recipient = EcPublicKey.FromJwk(asking.RecipientKey);
        var matter = new Matter
        {
            Kind = EntryKind.Request,
            Holder = holderId,
            Counterpart = asker.Party,
            Context = context,
            Persons = about.Pseudonyms,
            Ciphertexts = about.Stored.Where(s => !about.IsFulfilled(s.Key)).ToDictionary(s => s.Key, s => s.Value.CiphertextDigest),
            Recipient = RecipientKeyState.Of(asking, recipient.Thumbprint, day),
            Reference = new JsonObject { ["case"] = content.Case, ["registrationNumber"] = content.RegistrationNumber },
            IsAsked = true,
            ExistenceOnly = content.ExistenceOnly,
        };
        return new GatheredRequest(matter, about.Stored, recipient)
        {
            Fulfilled = fulfilled.Where(f => about.IsFulfilled(f.Section.Category)).ToDictionary(f => f.Section.Category),
        };
    }

    /// <summary>The person asked about, with everybody in the sections found; each with the strictest that the holder knows of them.</summary>
    private async ValueTask<Dossier> GatherDossierAsync(
        IWork work, PartyId holder, RequestContent content, LogKey holderKey, RequestLimits limits,
        IReadOnlyList<StoredFulfilment> fulfilled, CancellationToken ct)
    {
        var kept = await records.FindAboutAsync(work, holder, content.Subject, ct);
        var about = new Dossier(content, [.. kept.Where(k => limits.Counts(k.At)), .. fulfilled.Select(f => f.Section)], holderKey);
        List<HeldProtection> protections = [];
        foreach (var other in about.Others)
            protections.Add(Dossier.ProtectionOf(other, await records.FindAboutAsync(work, holder, other, ct), holderKey));
        about.Take(protections);
        return about;
    }
}
