using Gateway.Policy;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Google.Protobuf;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.PolicyService</c>: the law as it is in force here. It concerns no person.</summary>
internal sealed class PolicyEndpoint(PolicyEnforcementPoint gate) : PolicyService.PolicyServiceBase
{
    public override Task<GetCatalogueResponse> GetCatalogue(GetCatalogueRequest request, ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        var active = gate.Catalogue;
        return Task.FromResult(new GetCatalogueResponse
        {
            Version = active.Catalogue.Version, Digest = ByteString.CopyFrom(active.Digest.Span), Catalogue = ByteString.CopyFrom(active.Json.Span),
        });
    }

    public override Task<ExplainProvisionResponse> ExplainProvision(ExplainProvisionRequest request, ServerCallContext context)
    {
        _ = CallerIdentity.CallerOf(context);
        var catalogue = gate.Catalogue.Catalogue;
        if (catalogue.Find(request.ProvisionId) is not { } provision) throw RefusedException.NotFound();
        var response = new ExplainProvisionResponse
        {
            Provision = WireWriter.Reference(provision.Id, catalogue),
            Summary = WireWriter.Text(provision.Summary),
            DecisionMakerRole = provision.DecisionMakerRole ?? "",
            Certainty = provision.Certainty switch
            {
                Certainty.Verified => "verified", Certainty.Secondary => "secondary", _ => "from-memory",
            },
        };
        response.Conditions.AddRange(provision.Conditions.Select(c => new Protocol.V1.Need
        {
            Code = c.Code, ProvisionId = provision.Id, Text = WireWriter.Text(Explanation.Of(c, catalogue)),
        }));
        return Task.FromResult(response);
    }
}
