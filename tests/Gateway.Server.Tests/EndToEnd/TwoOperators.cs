using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The operator's two officers: what one proposes, the other reads and approves.</summary>
internal static class TwoOperators
{
    public static async Task<ProposeRotateVaultKeyResponse> ProposeVaultKeyAsync(RunningGateway gateway) =>
        await gateway.Wire(Cast.Operator).Keys.ProposeRotateVaultKeyAsync(new ProposeRotateVaultKeyRequest { RegistrationNumber = "Dnr 19" });

    /// <summary>Approves the one proposal of a server of its own.</summary>
    public static async Task ApproveOnlyAsync(RunningGateway gateway)
    {
        var proposals = gateway.Wire(Cast.OtherOperator).Proposals;
        var proposal = (await proposals.ListProposalsAsync(new ListProposalsRequest())).Proposals.Single();
        await proposals.ApproveProposalAsync(new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest });
    }

    public static async Task<ProposeRotatePartyKeysResponse> ProposeRotationAsync(string party) =>
        await Town.Wire(Cast.Operator).Keys.ProposeRotatePartyKeysAsync(new ProposeRotatePartyKeysRequest { PartyId = party, RegistrationNumber = "Dnr 17" });

    /// <summary>A proposed rotation of a party's keys, as the other officer reads it.</summary>
    public static async Task<Proposal> RotationAsync(string party) => await ReadAsync((await ProposeRotationAsync(party)).ProposalId);

    /// <summary>A proposal as the other officer reads it.</summary>
    public static async Task<Proposal> ReadAsync(string proposal) => (await ListAsync()).Proposals.Single(p => p.ProposalId == proposal);

    public static async Task<ListProposalsResponse> ListAsync() =>
        await Town.Wire(Cast.OtherOperator).Proposals.ListProposalsAsync(new ListProposalsRequest());

    public static async Task<ApproveProposalResponse> ApproveAsync(Official officer, Proposal proposal) =>
        await Town.Wire(officer).Proposals.ApproveProposalAsync(
            new ApproveProposalRequest { ProposalId = proposal.ProposalId, Digest = proposal.Digest });

    public static async Task<WithdrawProposalResponse> WithdrawAsync(Official officer, Proposal proposal) =>
        await Town.Wire(officer).Proposals.WithdrawProposalAsync(new WithdrawProposalRequest { ProposalId = proposal.ProposalId });

    /// <summary>Rotates a party's keys, by both.</summary>
    public static async Task RotateAsync(string party) => await ApproveAsync(Cast.OtherOperator, await RotationAsync(party));

    /// <summary>Ends a party's earlier intake keys, by both.</summary>
    public static async Task RetireAsync(string party)
    {
        var made = await Town.Wire(Cast.Operator).Keys.ProposeRetirePartyKeysAsync(
            new ProposeRetirePartyKeysRequest { PartyId = party, RegistrationNumber = "Dnr 18" });
        await ApproveAsync(Cast.OtherOperator, await ReadAsync(made.ProposalId));
    }
}
