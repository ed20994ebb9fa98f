using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using FollowUp = Gateway.Enforcement.FollowUp;
using FollowUpOutcome = Gateway.Enforcement.FollowUpOutcome;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.FollowUpService</c>.</summary>
internal sealed class FollowUpEndpoint(FollowUps followUps) : FollowUpService.FollowUpServiceBase
{
    public override async Task<ListFollowUpsResponse> ListFollowUps(ListFollowUpsRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var listed = await followUps.ListAsync(caller, context.CancellationToken);
        return new ListFollowUpsResponse { FollowUps = { listed.Select(f => Write(f, caller.Party)) } };
    }

    public override async Task<CompleteFollowUpResponse> CompleteFollowUp(CompleteFollowUpRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var id = Fields.GatewayId(request.FollowUpId);
        var fields = new Fields();
        var outcome = (FollowUpOutcome)(int)request.Outcome;
        fields.Require(System.Enum.IsDefined(outcome) && outcome != FollowUpOutcome.Unspecified, "outcome", "is missing or unknown");
        var number = fields.Text("registration_number", request.RegistrationNumber, 64);
        fields.ThrowIfAny();
        var receipts = await followUps.CompleteAsync(caller, id, outcome, number, context.CancellationToken);
        return new CompleteFollowUpResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    private static Protocol.V1.FollowUp Write(FollowUp followUp, PartyId to) => new()
    {
        FollowUpId = followUp.Id,
        PartyId = followUp.Party.ToString(),
        CounterpartPartyId = followUp.Counterpart.ToString(),
        Kind = (Protocol.V1.FollowUpKind)(int)followUp.Kind,
        Reference = followUp.Reference,
        Cause = followUp.Cause,
        OfficerId = to == followUp.Party ? followUp.Officer : "",
        MadeAt = Timestamp.FromDateTimeOffset(followUp.MadeAt),
        DueAt = Timestamp.FromDateTimeOffset(followUp.DueAt),
        EscalatedAt = followUp.EscalatedAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
    };
}
