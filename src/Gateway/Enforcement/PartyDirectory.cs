using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>
/// Changes of the directory: parties, officers, standing decisions. Each is an entry that the party concerned sees too; none of
/// them discloses anything.
/// </summary>
public sealed class PartyDirectory(
    PolicyEnforcementPoint gate, PolicyInformationPoint registers, IPartyStore parties, OperatorParty operatorParty)
{
    /// <summary>Role that registers parties and any party's officers; it counts at the operator's party alone.</summary>
    public const string OperatorRole = "operator";

    /// <summary>Role that registers officers of its own party, itself not among them.</summary>
    public const string RegistrarRole = "registrar";

    /// <summary>Role that makes standing decisions.</summary>
    public const string DecisionMakerRole = "decision-maker";

    /// <summary>Ends a call that only the operator may make, before anything costly is done for it.</summary>
    /// <exception cref="RefusedException">The caller is not the operator.</exception>
    public async ValueTask CheckOperatorAsync(Caller caller, CancellationToken ct) =>
        RequireOperator(caller, await registers.OfficerAsync(caller.Party, caller.Officer, ct));

    /// <summary>Registers a party; <paramref name="storeKeys"/> stores its wrapped keys in the same work.</summary>
    /// <exception cref="RefusedException">The role is missing, or the id is taken.</exception>
    public Task<IReadOnlyList<Receipt>> RegisterPartyAsync(
        Caller caller, Party party, IReadOnlyList<string> keyIds, Func<IWork, CancellationToken, ValueTask> storeKeys, CancellationToken ct) =>
        gate.RecordAsync(caller.Party, async (work, token) =>
        {
            RequireOperator(caller, await registers.CallerAsync(work, caller, token));
            if (await parties.FindPartyAsync(work, party.Id, token) is not null)
                throw new RefusedException(Refusal.AlreadyExists, "a party has this id");
            await parties.AddPartyAsync(work, registers.Prove(party), token);
            await storeKeys(work, token);
            return [Entry(caller, caller.Party, EntryKind.Party, new JsonObject
            {
                ["party"] = party.Id.ToString(), ["kind"] = party.Kind.Word(), ["keys"] = EntryView.Texts(keyIds),
                ["dutyContact"] = party.DutyContact,
            })];
        }, ct);

    /// <summary>Registers or changes an officer.</summary>
    /// <exception cref="RefusedException">
    /// The role is missing, a role of the officer is unknown or not for that party, or there is no such party.
    /// </exception>
    public async Task<IReadOnlyList<Receipt>> RegisterOfficerAsync(Caller caller, Officer officer, CancellationToken ct)
    {
        var unknown = officer.Roles.FirstOrDefault(r => !gate.Catalogue.Catalogue.Vocabulary.Roles.ContainsKey(r));
        if (unknown is not null) throw RefusedException.BadField("roles", $"unknown role `{unknown}`");
        if (officer.Roles.Contains(OperatorRole) && officer.Party != operatorParty.Id)
            throw RefusedException.BadField("roles", $"`{OperatorRole}` is a role of the operator's party alone");
        await registers.PartyAsync(officer.Party, "party_id", ct);
        return await gate.RecordAsync(officer.Party, caller.Party, caller.Party, async (work, token) =>
        {
            var acting = await registers.CallerAsync(work, caller, token);
            // A registrar who could change itself could give itself any role, and lose its own person and conflicts.
            var isOwn = officer.Party == caller.Party && officer.Id != caller.Officer && acting.Has(RegistrarRole);
            if (!isOwn) RequireOperator(caller, acting);
            await parties.SaveOfficerAsync(work, officer, token);
            return [Entry(caller, officer.Party, EntryKind.Party, new JsonObject
            {
                ["party"] = officer.Party.ToString(), ["registered"] = officer.Id, ["revoked"] = officer.IsRevoked,
                ["roles"] = EntryView.Texts(officer.Roles),
                ["trainingValidUntil"] = officer.TrainingValidUntil?.ToString("yyyy-MM-dd"),
                ["personIsKnown"] = !officer.Person.IsEmpty, ["conflicts"] = officer.Conflicts.Count,
            })];
        }, ct);
    }

    /// <summary>Records a standing decision of the caller's party.</summary>
    /// <exception cref="RefusedException">The role is missing, it answers a question that its provision does not ask, or the id is taken.</exception>
    public async Task<IReadOnlyList<Receipt>> RecordStandingDecisionAsync(Caller caller, StandingDecision decision, CancellationToken ct)
    {
        CheckQuestion(decision);
        var today = SwedishTime.DayOf(gate.Now);
        if (decision.ValidUntil < today || decision.ValidUntil > today.AddYears(1))
            throw RefusedException.BadField("valid_until", "within a year from today");
        return await gate.RecordAsync(caller.Party, async (work, token) =>
        {
            var officer = await registers.OfficerWithAsync(work, caller, DecisionMakerRole, token);
            await registers.PartyAsync(work, decision.Receiver, "receiver_party_id", token);
            var stored = decision with { Holder = caller.Party, DecidedBy = officer.Id, DeciderRoles = officer.Roles, ValidFrom = today };
            if (!await parties.TryAddStandingDecisionAsync(work, stored, token))
                throw new RefusedException(Refusal.AlreadyExists, "a standing decision of yours has this id");
            return [Entry(caller, caller.Party, EntryKind.StandingDecision, new JsonObject
            {
                ["standingDecision"] = stored.Id, ["provision"] = stored.Provision, ["question"] = stored.Question,
                ["categories"] = EntryView.Texts(stored.Categories), ["receiver"] = stored.Receiver.ToString(),
                ["validUntil"] = stored.ValidUntil.ToString("yyyy-MM-dd"), ["registrationNumber"] = stored.RegistrationNumber,
            })];
        }, ct);
    }

    private void RequireOperator(Caller caller, Officer officer)
    {
        if (caller.Party != operatorParty.Id || !officer.Has(OperatorRole)) throw RefusedException.RoleMissing(OperatorRole);
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

    /// <summary>An entry of the party concerned; where another party acts, that one sees it too.</summary>
    private static EntryDraft Entry(Caller caller, PartyId concerned, EntryKind kind, JsonObject detail)
    {
        detail["officer"] = $"{caller.Party}/{caller.Officer}";
        EntryView view = detail;
        var isOwn = concerned == caller.Party;
        return new EntryDraft
        {
            Kind = kind, Holder = concerned, Counterpart = isOwn ? null : caller.Party,
            HolderView = view, CounterpartView = isOwn ? null : view,
        };
    }
}
