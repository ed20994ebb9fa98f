using Gateway.Audit;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>
/// Gathers what the registers know for a decision, within the work that logs it: what was true a moment ago does not count.
/// </summary>
public sealed class PolicyInformationPoint(IPartyStore parties, ICaseStore cases)
{
    /// <summary>A party that has to exist.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public async ValueTask<Party> PartyAsync(IWork work, PartyId id, string field, CancellationToken ct) =>
        await parties.FindPartyAsync(work, id, ct) ?? throw RefusedException.BadField(field, "no such party");

    /// <summary>A party that has to exist, as it is committed now.</summary>
    /// <exception cref="RefusedException">It does not.</exception>
    public async ValueTask<Party> PartyAsync(PartyId id, string field, CancellationToken ct) =>
        await parties.FindPartyAsync(id, ct) ?? throw RefusedException.BadField(field, "no such party");

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

    /// <summary>The calling officer, who has to have a role.</summary>
    /// <exception cref="RefusedException">Not so.</exception>
    public async ValueTask<Officer> OfficerWithAsync(IWork work, Caller caller, string role, CancellationToken ct)
    {
        var officer = await OfficerAsync(work, caller.Party, caller.Officer, ct);
        return officer.Has(role) ? officer : throw RefusedException.RoleMissing(role);
    }

    /// <summary>An officer as need-to-know sees one, towards these persons.</summary>
    public static OfficerFacts Facts(Officer officer, int assurance, IEnumerable<ReadOnlyMemory<byte>> persons)
    {
        var known = persons.Where(p => !p.IsEmpty).ToList();
        var self = known.Any(p => p.Span.SequenceEqual(officer.Person.Span));
        return new OfficerFacts
        {
            Id = officer.FullId,
            Roles = officer.Roles,
            TrainingValidUntil = officer.TrainingValidUntil,
            Assurance = assurance,
            // An officer whose own person is not known could be anybody, the one asked about included.
            IsSubject = self ? Truth.True : officer.Person.IsEmpty ? Truth.Unknown : Truth.False,
            HasConflictOfInterest = known.Any(p => officer.Conflicts.Any(c => c.Span.SequenceEqual(p.Span))) ? Truth.True : Truth.False,
        };
    }

    /// <summary>The persons as decided on for an officer: those beside the first, whom the asker did not name, with the officer's conflicts.</summary>
    public static IReadOnlyList<PersonFacts> BesideTheSubject(
        Officer officer, IReadOnlyList<PersonFacts> persons, IReadOnlyList<ReadOnlyMemory<byte>> pseudonyms) =>
        [.. persons.Select((p, i) => i == 0 ? p : p with { ConflictsWithOfficer = IsOrConflictsWith(officer, pseudonyms[i]) })];

    private static bool IsOrConflictsWith(Officer officer, ReadOnlyMemory<byte> person) => !person.IsEmpty
        && officer.Conflicts.Append(officer.Person).Any(c => c.Span.SequenceEqual(person.Span));

    /// <summary>A case as need-to-know sees one; null where the party has none of that id.</summary>
    public async ValueTask<CaseFacts?> CaseAsync(
        IWork work, Caller caller, string? caseId, ReadOnlyMemory<byte> subject, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(caseId) || await cases.FindAsync(work, caller.Party, caseId, ct) is not { } file) return null;
        var concerns = !subject.IsEmpty && file.Subject.Span.SequenceEqual(subject.Span);
        return new CaseFacts(file.ClosedAt is null, file.Officers.Contains(caller.Officer), concerns, file.Purpose);
    }

    /// <summary>The holder's standing decisions, as facts about the sections that they cover.</summary>
    public async ValueTask<IReadOnlyList<Fact>> StandingAsync(
        IWork work, PartyId holder, PartyId receiver, DateOnly day, IEnumerable<(string Id, string Category)> sections, CancellationToken ct)
    {
        var decisions = await parties.StandingDecisionsAsync(work, holder, receiver, day, ct);
        return [.. from section in sections
                   from decision in decisions
                   where decision.Categories.Contains(section.Category)
                   select new Fact
                   {
                       Name = decision.Question, Value = true, Source = FactSource.Standing, Section = section.Id,
                       Provision = decision.Provision, Officer = $"{decision.Holder}/{decision.DecidedBy}", OfficerRoles = decision.DeciderRoles,
                   }];
    }
}
