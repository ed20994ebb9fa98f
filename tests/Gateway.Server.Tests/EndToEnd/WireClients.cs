using Gateway.Protocol.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The generated clients, for what the SDK would refuse to send.</summary>
internal sealed class WireClients(CallInvoker invoker)
{
    public AlertService.AlertServiceClient Alerts { get; } = new(invoker);

    public RecordService.RecordServiceClient Records { get; } = new(invoker);

    public DisclosureService.DisclosureServiceClient Disclosures { get; } = new(invoker);

    public CaseService.CaseServiceClient Cases { get; } = new(invoker);

    public ConsentService.ConsentServiceClient Consents { get; } = new(invoker);

    public FollowUpService.FollowUpServiceClient FollowUps { get; } = new(invoker);

    public DirectoryService.DirectoryServiceClient Directory { get; } = new(invoker);

    public KeyService.KeyServiceClient Keys { get; } = new(invoker);

    public ErasureService.ErasureServiceClient Erasures { get; } = new(invoker);

    public RetentionService.RetentionServiceClient Retention { get; } = new(invoker);

    public ProposalService.ProposalServiceClient Proposals { get; } = new(invoker);

    public AuditService.AuditServiceClient Audit { get; } = new(invoker);

    public LegalService.LegalServiceClient Legal { get; } = new(invoker);

    public IncidentService.IncidentServiceClient Incidents { get; } = new(invoker);

    public Health.HealthClient Health { get; } = new(invoker);

    public ServerReflection.ServerReflectionClient Reflection { get; } = new(invoker);

    public PolicyService.PolicyServiceClient Policy { get; } = new(invoker);
}
