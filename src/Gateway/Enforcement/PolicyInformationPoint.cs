using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// Gathers what the registers know for a decision, within the work that logs it: what was true a moment ago does not count.
/// </summary>
public sealed class PolicyInformationPoint(IPartyStore parties, ICaseStore cases, IConsentStore consents, SubjectPseudonyms pseudonyms)
{
    /// <summary>What an asker or sender asserts to rely on a consent, by the catalogue's word.</summary>
    public const string ConsentInvoked = "consent-invoked";

    /// <summary>What the register of consents knows, by the catalogue's word.</summary>
    public const string ConsentOnRecord = "consent-on-record";

    /// <summary>A party that has to exist.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public async ValueTask<Party> PartyAsync(IWork work, PartyId id, string field, CancellationToken ct) =>
        Proven(await parties.FindPartyAsync(work, id, ct)) ?? throw RefusedException.BadField(field, "no such party");

    /// <summary>A party that has to exist, as it is committed now.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public async ValueTask<Party> PartyAsync(PartyId id, string field, CancellationToken ct) =>
        await FindPartyAsync(id, ct) ?? throw RefusedException.BadField(field, "no such party");

    /// <summary>A party as it is committed now; null where there is none.</summary>
    public async ValueTask<Party?> FindPartyAsync(PartyId id, CancellationToken ct) => Proven(await parties.FindPartyAsync(id, ct));

    /// <summary>A party with the proof that its row is the one registered.</summary>
    public Party Prove(Party party) => party with { Proof = pseudonyms.DigestOf("party", party.Statement) };

    /// <exception cref="InvalidOperationException">The row was changed by another way than the directory: nothing may rest on it.</exception>
    private Party? Proven(Party? party) => party is null || CryptographicOperations.FixedTimeEquals(Prove(party).Proof.Span, party.Proof.Span)
        ? party
        : throw new InvalidOperationException("a party's row is not the one that was registered");

    /// <summary>The calling officer, who has to be registered and not revoked, as it is committed now.</summary>
    /// <exception cref="RefusedException">Not so.</exception>
    public async ValueTask<Officer> OfficerAsync(PartyId party, string officer, CancellationToken ct) =>
        await parties.FindOfficerAsync(party, officer, ct) is { IsRevoked: false } known
            ? known
            : throw new RefusedException(Refusal.RoleMissing, "this needs a registered officer of your party");

    /// <summary>The calling officer, who has to be registered and not revoked.</summary>
    /// <exception cref="RefusedException">Not so.</exception>
    public async ValueTask<Officer> OfficerAsync(IWork work, PartyId party, string officer, CancellationToken ct) =>
        await parties.FindOfficerAsync(work, party, officer, ct) is { IsRevoked: false } known
            ? known
            : throw new RefusedException(Refusal.RoleMissing, "this needs a registered officer of your party");

    /// <summary>The officer who calls: registered, not revoked, and logged in well enough for any act at all.</summary>
    /// <exception cref="RefusedException">Not so.</exception>
    public async ValueTask<Officer> CallerAsync(IWork work, Caller caller, CancellationToken ct)
    {
        var officer = await OfficerAsync(work, caller.Party, caller.Officer, ct);
        return caller.Assurance >= NeedToKnow.RequiredAssurance
            ? officer
            : throw new RefusedException(Refusal.RoleMissing, $"this needs a login of assurance level {NeedToKnow.RequiredAssurance}");
    }

    /// <summary>The calling officer, who has to have a role, as it is committed now: before work that only such a one may cause.</summary>
    /// <exception cref="RefusedException">Not so.</exception>
    public async ValueTask<Officer> OfficerWithAsync(Caller caller, string role, CancellationToken ct)
    {
        var officer = await OfficerAsync(caller.Party, caller.Officer, ct);
        return officer.Has(role) ? officer : throw RefusedException.RoleMissing(role);
    }

    /// <summary>The calling officer, who has to have a role.</summary>
    /// <exception cref="RefusedException">Not so.</exception>
    public async ValueTask<Officer> OfficerWithAsync(IWork work, Caller caller, string role, CancellationToken ct)
    {
        var officer = await CallerAsync(work, caller, ct);
        return officer.Has(role) ? officer : throw RefusedException.RoleMissing(role);
    }

    /// <summary>The calling officer, who has to have one of some roles.</summary>
    /// <exception cref="RefusedException">None of them.</exception>
    public async ValueTask<Officer> OfficerWithAsync(IWork work, Caller caller, IReadOnlyList<string> roles, CancellationToken ct)
    {
        var officer = await CallerAsync(work, caller, ct);
        return roles.Any(officer.Has) ? officer : throw RefusedException.RoleMissing(string.Join("` or `", roles));
    }

    /// <summary>An officer as need-to-know sees one, towards these persons.</summary>
    public OfficerFacts Facts(Officer officer, int assurance, IEnumerable<ReadOnlyMemory<byte>> persons)
    {
        var known = persons.Select(pseudonyms.OfficersMark).ToList();
        return new OfficerFacts
        {
            Id = officer.FullId,
            Roles = officer.Roles,
            TrainingValidUntil = officer.TrainingValidUntil,
            Assurance = assurance,
            // An officer whose own person is not known could be anybody, the one asked about included.
            IsSubject = officer.Person.IsEmpty ? Truth.Unknown : Known(known.Exists(p => IsOne(p, officer.Person))),
            HasConflictOfInterest = Known(known.Exists(p => officer.Conflicts.Any(c => IsOne(p, c)))),
        };
    }

    /// <summary>
    /// The persons as decided on for an officer: those beside the first, whom the asker did not name, with the officer's conflicts.
    /// </summary>
    public IReadOnlyList<PersonFacts> BesideTheSubject(
        Officer officer, IReadOnlyList<PersonFacts> persons, IReadOnlyList<ReadOnlyMemory<byte>> others) =>
        [.. persons.Select((p, i) => i == 0 ? p : p with { ConflictsWithOfficer = Conflicts(officer, others[i]) })];

    /// <summary>Whether an officer is one of these persons, or has a conflict with one; so it counts where the officer's own is not known.</summary>
    public bool HasConflict(Officer officer, IEnumerable<ReadOnlyMemory<byte>> persons) =>
        officer.Person.IsEmpty || persons.Any(p => Conflicts(officer, p));

    /// <summary>Ends an act of an officer about a person that the officer is, or has a conflict with.</summary>
    /// <exception cref="RefusedException">So it is, or the officer's own person is not known.</exception>
    public void RefuseConflict(Officer officer, IEnumerable<ReadOnlyMemory<byte>> persons)
    {
        if (HasConflict(officer, persons))
            throw new RefusedException(Refusal.RoleMissing, "this needs an officer without a conflict of interest, whose own person is known");
    }

    private bool Conflicts(Officer officer, ReadOnlyMemory<byte> person)
    {
        var mark = pseudonyms.OfficersMark(person);
        return officer.Conflicts.Append(officer.Person).Any(c => IsOne(mark, c));
    }

    private static bool IsOne(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => !one.IsEmpty && one.Span.SequenceEqual(other.Span);

    private static Truth Known(bool holds) => holds ? Truth.True : Truth.False;

    /// <summary>A case as need-to-know sees one; null where the party has none of that id.</summary>
    public async ValueTask<CaseFacts?> CaseAsync(
        IWork work, Caller caller, string? caseId, ReadOnlyMemory<byte> subject, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(caseId) || await cases.FindAsync(work, caller.Party, caseId, ct) is not { } file) return null;
        var concerns = !subject.IsEmpty && file.Subject.Span.SequenceEqual(subject.Span);
        return new CaseFacts(file.ClosedAt is null, file.Officers.Contains(caller.Officer), concerns, file.Purpose);
    }

    /// <summary>
    /// Whether a consent on record covers each section: of everybody that it concerns, and recorded by another officer than those who
    /// assessed it. Read only where consent is invoked, which is the asker's to say; a revoked consent is none from that moment on.
    /// </summary>
    public async ValueTask<IReadOnlyList<Fact>> ConsentsAsync(
        IWork work, PartyId holder, PartyId receiver, DisclosureContext context, IReadOnlyList<ReadOnlyMemory<byte>> persons, CancellationToken ct)
    {
        if (!context.Facts.Any(f => f is { Name: ConsentInvoked, Value: true, Source: FactSource.Asserted })) return [];
        List<IReadOnlyList<Consent>> given = [];
        foreach (var person in persons) given.Add(person.IsEmpty ? [] : await consents.OfPersonAsync(work, holder, person, ct));
        return [.. context.Sections.Select(section => new Fact
        {
            Name = ConsentOnRecord, Source = FactSource.Register, Section = section.Id,
            Value = section.Persons.Count > 0 && section.Persons.All(i => given[i].Any(
                c => c.Covers(section.Category, receiver, context.Purpose, context.Persons[i].Born, context.Day)
                    && c.IsRecordedByAnotherThan(AssessorsOf(section, context)))),
        })];
    }

    private static IEnumerable<string> AssessorsOf(SectionFacts section, DisclosureContext context) =>
        context.Facts.Where(f => f.Source == FactSource.Assessed && (f.Section is null || f.Section == section.Id)).Select(f => f.Officer);

    /// <summary>The holder's standing decisions that hold on a day and were made by another, as facts about the sections that they cover.</summary>
    public async ValueTask<IReadOnlyList<Fact>> StandingAsync(
        IWork work, PartyId holder, PartyId receiver, DateOnly day, DateOnly madeBy, IEnumerable<(string Id, string Category)> sections,
            CancellationToken ct)
    {
        var decisions = await parties.StandingDecisionsAsync(work, holder, receiver, day, ct);
        return [.. from section in sections
                   from decision in decisions
                   where decision.Categories.Contains(section.Category) && decision.ValidFrom <= madeBy
                   select new Fact
                   {
                       Name = decision.Question, Value = true, Source = FactSource.Standing, Section = section.Id,
                       Provision = decision.Provision, Officer = $"{decision.Holder}/{decision.DecidedBy}", OfficerRoles = decision.DeciderRoles,
                   }];
    }
}
