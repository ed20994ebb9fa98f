using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>Changes of the directory: parties, officers, standing decisions. Each is an entry; none of them discloses anything.</summary>
public sealed class PartyDirectory(PolicyEnforcementPoint gate, PolicyInformationPoint registers, IPartyStore parties, TimeProvider time)
{
    /// <summary>Role that registers parties and officers.</summary>
    public const string OperatorRole = "operator";

    /// <summary>Role that registers officers of its own party.</summary>
    public const string RegistrarRole = "registrar";

    /// <summary>Role that makes standing decisions.</summary>
    public const string DecisionMakerRole = "decision-maker";

    /// <summary>Registers a party; <paramref name="storeKeys"/> stores its wrapped keys in the same work.</summary>
    /// <exception cref="RefusedException">The role is missing, or the id is taken.</exception>
    public async Task<IReadOnlyList<Receipt>> RegisterPartyAsync(
        Caller caller, Party party, Func<IWork, CancellationToken, ValueTask> storeKeys, CancellationToken ct)
    {
        var (_, receipts) = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            await registers.OfficerWithAsync(work, caller, OperatorRole, token);
            if (await parties.FindPartyAsync(work, party.Id, token) is not null)
                throw new RefusedException(Refusal.AlreadyExists, "a party has this id");
            await parties.AddPartyAsync(work, party, token);
            await storeKeys(work, token);
            return (true, Entry(caller, EntryKind.Party, default, new JsonObject { ["party"] = party.Id.ToString(), ["kind"] = party.Kind.Word() }));
        }, ct);
        return receipts;
    }

    /// <summary>Registers or changes an officer.</summary>
    /// <exception cref="RefusedException">The role is missing, a role of the officer is unknown, or there is no such party.</exception>
    public async Task<IReadOnlyList<Receipt>> RegisterOfficerAsync(Caller caller, Officer officer, CancellationToken ct)
    {
        var unknown = officer.Roles.FirstOrDefault(r => !gate.Catalogue.Catalogue.Vocabulary.Roles.ContainsKey(r));
        if (unknown is not null) throw RefusedException.BadField("roles", $"unknown role `{unknown}`");
        var (_, receipts) = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var acting = await registers.OfficerAsync(work, caller.Party, caller.Officer, token);
            var isOwn = officer.Party == caller.Party && acting.Has(RegistrarRole);
            if (!isOwn && !acting.Has(OperatorRole)) throw RefusedException.RoleMissing(OperatorRole);
            await registers.PartyAsync(work, officer.Party, "party_id", token);
            await parties.SaveOfficerAsync(work, officer, token);
            return (true, Entry(caller, EntryKind.Party, officer.Person, new JsonObject
            {
                ["party"] = officer.Party.ToString(), ["registered"] = officer.Id, ["revoked"] = officer.IsRevoked,
                ["roles"] = new JsonArray([.. officer.Roles.Select(r => JsonValue.Create(r))]),
            }));
        }, ct);
        return receipts;
    }

    /// <summary>Records a standing decision of the caller's party.</summary>
    /// <exception cref="RefusedException">The role is missing, it answers a question that its provision does not ask, or the id is taken.</exception>
    public async Task<IReadOnlyList<Receipt>> RecordStandingDecisionAsync(Caller caller, StandingDecision decision, CancellationToken ct)
    {
        CheckQuestion(decision);
        var today = SwedishTime.DayOf(time.GetUtcNow());
        if (decision.ValidUntil < today || decision.ValidUntil > today.AddYears(1))
            throw RefusedException.BadField("valid_until", "within a year from today");
        var (_, receipts) = await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerWithAsync(work, caller, DecisionMakerRole, token);
            await registers.PartyAsync(work, decision.Receiver, "receiver_party_id", token);
            var stored = decision with { Holder = caller.Party, DecidedBy = officer.Id, DeciderRoles = officer.Roles, ValidFrom = today };
            if (!await parties.TryAddStandingDecisionAsync(work, stored, token))
                throw new RefusedException(Refusal.AlreadyExists, "a standing decision of yours has this id");
            return (true, Entry(caller, EntryKind.StandingDecision, default, new JsonObject
            {
                ["standingDecision"] = stored.Id, ["provision"] = stored.Provision, ["question"] = stored.Question,
                ["receiver"] = stored.Receiver.ToString(), ["validUntil"] = stored.ValidUntil.ToString("yyyy-MM-dd"),
                ["registrationNumber"] = stored.RegistrationNumber,
            }));
        }, ct);
        return receipts;
    }

    private void CheckQuestion(StandingDecision decision)
    {
        var catalogue = gate.Catalogue.Catalogue;
        if (catalogue.Find(decision.Provision) is not { } provision)
            throw RefusedException.BadField("provision_id", $"`{decision.Provision}` is not in the catalogue");
        if (!provision.Conditions.OfType<Policy.AssessedQuestion>().Any(c => c.Question == decision.Question))
            throw RefusedException.BadField("question", $"`{decision.Provision}` does not ask `{decision.Question}`");
        if (catalogue.Vocabulary.Questions[decision.Question].IsIndividual)
            throw RefusedException.BadField("question", $"`{decision.Question}` is answered in each matter alone");
        var unknown = decision.Categories.FirstOrDefault(c => !catalogue.Vocabulary.Categories.ContainsKey(c));
        if (unknown is not null) throw RefusedException.BadField("categories", $"unknown category `{unknown}`");
    }

    private static IReadOnlyList<EntryDraft> Entry(Caller caller, EntryKind kind, ReadOnlyMemory<byte> subject, JsonObject view)
    {
        view["officer"] = caller.Officer;
        return [new EntryDraft { Kind = kind, Holder = caller.Party, Subject = subject, HolderView = view }];
    }
}
