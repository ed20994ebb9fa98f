using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;

namespace Gateway.Records.Retention;

/// <summary>
/// A party's own rules for how long it keeps its details of the log, per kind of entry: proposed by one registrar on a registered decision,
/// in force when another approves (<see cref="Proposals"/>).
/// </summary>
public sealed class RetentionRules(PolicyInformationPoint registers, IRetentionStore store)
{
    /// <summary>Code of the act.</summary>
    public const string Act = SetRetentionAct.Act;

    /// <summary>The act that a proposal holds.</summary>
    public ITwoPersonAct ActOf(JsonObject content) => SetRetentionAct.Read(content, store);

    /// <summary>Those of the caller's party, by kind.</summary>
    /// <exception cref="RefusedException">The role is missing.</exception>
    public async Task<IReadOnlyList<RetentionRule>> ListAsync(Caller caller, CancellationToken ct)
    {
        await registers.OfficerWithAsync(caller, RecordDeposit.Role, ct);
        return await store.RulesAsync(caller.Party, ct);
    }

    /// <summary>Proposes rules, each in the place of an earlier one; those without days are withdrawn.</summary>
    /// <exception cref="RefusedException">The role or the number is missing, or a rule to withdraw is not there.</exception>
    public Task<(string Id, IReadOnlyList<Receipt> Receipts)> ProposeAsync(
        Proposals proposals, Caller caller, IReadOnlyList<(EntryKind Kind, int? Days)> rules, string registrationNumber, CancellationToken ct) =>
        proposals.ProposeAsync(caller, new SetRetentionAct(rules, "", store), registrationNumber, ct);
}
