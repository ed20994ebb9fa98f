using System.Text;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Proposal = Gateway.Enforcement.Proposal;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.ProposalService</c>.</summary>
internal sealed class ProposalEndpoint(Proposals proposals) : ProposalService.ProposalServiceBase
{
    public override async Task<ListProposalsResponse> ListProposals(ListProposalsRequest request, ServerCallContext context)
    {
        var open = await proposals.ListAsync(CallerIdentity.CallerOf(context), context.CancellationToken);
        return new ListProposalsResponse { Proposals = { open.Select(Write) } };
    }

    public override async Task<ApproveProposalResponse> ApproveProposal(ApproveProposalRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var id = Fields.GatewayId(request.ProposalId);
        var fields = new Fields();
        fields.Require(request.Digest.Length == 32, "digest", "32 bytes are expected");
        fields.ThrowIfAny();
        var receipts = await proposals.ApproveAsync(caller, id, request.Digest.Memory, context.CancellationToken);
        return new ApproveProposalResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<WithdrawProposalResponse> WithdrawProposal(WithdrawProposalRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var receipts = await proposals.WithdrawAsync(caller, Fields.GatewayId(request.ProposalId), context.CancellationToken);
        return new WithdrawProposalResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    private static Protocol.V1.Proposal Write(OpenProposal proposal) => new()
    {
        ProposalId = proposal.Row.Id,
        Act = proposal.Row.Act,
        Content = Encoding.UTF8.GetString(CanonicalJson.Write(proposal.Content)),
        Digest = ByteString.CopyFrom(Proposal.DigestOf(proposal.Content)),
        ProposedBy = proposal.Row.ProposedBy,
        ProposedAt = Timestamp.FromDateTimeOffset(proposal.Row.ProposedAt),
    };
}
