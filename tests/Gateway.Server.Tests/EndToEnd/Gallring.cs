using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Erasures of social services: what the registrar proposes, the other registrar reads and approves.</summary>
internal static class Gallring
{
    public static ErasureScope Of(Subject person, bool logDetails = false) => new() { Subject = person, LogDetails = logDetails };

    public static ErasureScope Of(string record) => new() { RecordId = record };

    /// <summary>A proposed erasure, as the other registrar reads it.</summary>
    public static async Task<Proposal> ProposedAsync(RunningGateway gateway, ErasureScope scope)
    {
        var proposed = await gateway.Wire(Cast.Registrar).Erasures.ProposeErasureAsync(
            new ProposeErasureRequest { Scope = scope, RegistrationNumber = "Gallring 7" });
        return await ReadAsync(gateway, Cast.OtherRegistrar, proposed.ProposalId)
            ?? throw new InvalidOperationException("the other registrar does not see what was proposed");
    }

    /// <summary>A proposal as an officer is told of it; null where the officer is not.</summary>
    public static async Task<Proposal?> ReadAsync(RunningGateway gateway, Official officer, string proposal) =>
        (await gateway.Wire(officer).Proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals.SingleOrDefault(p => p.ProposalId == proposal);

    public static async Task<ApproveProposalResponse> ApproveAsync(RunningGateway gateway, Proposal proposal) =>
        await gateway.Wire(Cast.OtherRegistrar).Proposals.ApproveProposalAsync(
            new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest });

    /// <summary>Erased, by both; the detail of the entry.</summary>
    public static async Task<string> ErasedAsync(ErasureScope scope) => await ErasedAsync(Town.Gateway, scope);

    /// <summary>The same at another server.</summary>
    public static async Task<string> ErasedAsync(RunningGateway gateway, ErasureScope scope) =>
        (await ApproveAsync(gateway, await ProposedAsync(gateway, scope))).Receipts.Single().View.ToStringUtf8();

    public static async Task<PreviewErasureResponse> PreviewAsync(ErasureScope scope) =>
        await Town.Wire(Cast.Registrar).Erasures.PreviewErasureAsync(new PreviewErasureRequest { Scope = scope });

    /// <summary>Places a hold of social services; answers its id.</summary>
    public static async Task<string> HoldAsync(PlaceHoldRequest hold) => (await Town.Wire(Cast.Registrar).Erasures.PlaceHoldAsync(
        new PlaceHoldRequest(hold) { RegistrationNumber = "Dnr 9" })).HoldId;

    public static async Task LiftAsync(string hold) => await Town.Wire(Cast.OtherRegistrar).Erasures.LiftHoldAsync(
        new LiftHoldRequest { HoldId = hold, RegistrationNumber = "Dnr 10" });
}
