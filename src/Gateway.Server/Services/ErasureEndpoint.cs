using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Protocol.V1;
using Gateway.Records.Erasure;
using Gateway.Server.Identity;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ErasureCounts = Gateway.Records.Erasure.ErasureCounts;
using ErasureScope = Gateway.Records.Erasure.ErasureScope;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.ErasureService</c>.</summary>
internal sealed class ErasureEndpoint(Erasures erasures, Holds holds, Proposals proposals, SubjectPseudonyms pseudonyms)
    : ErasureService.ErasureServiceBase
{
    public override async Task<PreviewErasureResponse> PreviewErasure(PreviewErasureRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var scope = Scope(fields, request.Scope, caller.Party);
        fields.ThrowIfAny();
        var preview = await erasures.PreviewAsync(caller, scope, context.CancellationToken);
        return new PreviewErasureResponse
        {
            Counts = Write(preview.Counts), HeldBy = { preview.HeldBy }, BackupDays = erasures.BackupDays,
            Receipts = { WireWriter.Receipts(preview.Receipts) },
        };
    }

    public override async Task<ProposeErasureResponse> ProposeErasure(ProposeErasureRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var scope = Scope(fields, request.Scope, caller.Party);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var (id, receipts) = await erasures.ProposeAsync(proposals, caller, scope, number, context.CancellationToken);
        return new ProposeErasureResponse { ProposalId = id, BackupDays = erasures.BackupDays, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ListErasuresResponse> ListErasures(ListErasuresRequest request, ServerCallContext context)
    {
        var done = await erasures.ListAsync(CallerIdentity.CallerOf(context), context.CancellationToken);
        return new ListErasuresResponse { Erasures = { done.Select(Write) } };
    }

    public override async Task<PlaceHoldResponse> PlaceHold(PlaceHoldRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var isRecord = request.HeldCase == PlaceHoldRequest.HeldOneofCase.RecordId;
        var record = isRecord ? fields.Id("record_id", request.RecordId) : null;
        var person = isRecord ? default : WireReader.Subject(fields, "subject", request.Subject, caller.Party);
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var (id, receipts) = await holds.PlaceAsync(caller, record, pseudonyms.Of(person), number, context.CancellationToken);
        return new PlaceHoldResponse { HoldId = id, Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<LiftHoldResponse> LiftHold(LiftHoldRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64, isRequired: true);
        fields.ThrowIfAny();
        var receipts = await holds.LiftAsync(caller, Fields.GatewayId(request.HoldId), number, context.CancellationToken);
        return new LiftHoldResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    private ErasureScope Scope(Fields fields, Protocol.V1.ErasureScope? scope, PartyId party)
    {
        scope ??= new Protocol.V1.ErasureScope();
        var isWide = scope.ScopeCase is Protocol.V1.ErasureScope.ScopeOneofCase.Subject or Protocol.V1.ErasureScope.ScopeOneofCase.WholeParty;
        fields.Require(isWide || !scope.LogDetails, "scope.log_details", "goes with a person or the whole party: entries are found by person");
        switch (scope.ScopeCase)
        {
            case Protocol.V1.ErasureScope.ScopeOneofCase.Section:
                return new ErasureScope
                {
                    Kind = ErasureScopeKind.Section, Record = fields.Id("scope.section.record_id", scope.Section.RecordId),
                    Section = fields.Id("scope.section.section_id", scope.Section.SectionId),
                };
            case Protocol.V1.ErasureScope.ScopeOneofCase.RecordId:
                return new ErasureScope { Kind = ErasureScopeKind.Record, Record = fields.Id("scope.record_id", scope.RecordId) };
            case Protocol.V1.ErasureScope.ScopeOneofCase.Subject:
                var subject = WireReader.Subject(fields, "scope.subject", scope.Subject, party);
                return new ErasureScope
                {
                    Kind = ErasureScopeKind.Person, Person = pseudonyms.Of(subject), Identity = subject.IsIdentified ? subject.Key.Value : "",
                    LogDetails = scope.LogDetails,
                };
            case Protocol.V1.ErasureScope.ScopeOneofCase.WholeParty when scope.WholeParty:
                return new ErasureScope { Kind = ErasureScopeKind.Party, LogDetails = scope.LogDetails };
            default:
                fields.Wrong("scope", "a section, a record, a person or the whole party is expected");
                return new ErasureScope { Kind = ErasureScopeKind.Unspecified };
        }
    }

    private static Protocol.V1.Erasure Write(ErasureDone done) => new()
    {
        ErasureId = done.Id,
        Scope = done.Scope,
        Counts = Write(done.Counts),
        ErasedAt = Timestamp.FromDateTimeOffset(done.ErasedAt),
        SweptAt = done.SweptAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        GoneFromBackupsBy = $"{done.GoneFromBackupsBy:yyyy-MM-dd}",
    };

    private static Protocol.V1.ErasureCounts Write(ErasureCounts counts) => new()
    {
        Sections = counts.Sections, Requests = counts.Requests, Alerts = counts.Alerts, Consents = counts.Consents, Cases = counts.Cases,
        LogDetails = counts.LogDetails,
    };
}
