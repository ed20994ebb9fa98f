using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Gateway.Server.Keys.Acts;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.KeyService</c>.</summary>
internal sealed class KeyEndpoint(Proposals proposals, TwoPersonActs acts) : KeyService.KeyServiceBase
{
    public override async Task<ProposeRotatePartyKeysResponse> ProposeRotatePartyKeys(ProposeRotatePartyKeysRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var party = fields.Party("party_id", request.PartyId);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var (id, receipts) = await proposals.ProposeAsync(caller, acts.RotatePartyKeys(party), number, context.CancellationToken);
        return new ProposeRotatePartyKeysResponse { ProposalId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }
}
