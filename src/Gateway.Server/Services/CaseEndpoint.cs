using Gateway.Cases;
using Gateway.Protocol.V1;
using Gateway.Server.Identity;
using Grpc.Core;
using CaseKind = Gateway.Enforcement.CaseKind;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.CaseService</c>.</summary>
internal sealed class CaseEndpoint(CaseFiles cases) : CaseService.CaseServiceBase
{
    public override async Task<OpenCaseResponse> OpenCase(OpenCaseRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var kind = (CaseKind)(int)request.Kind;
        fields.Require(Enum.IsDefined(kind) && kind != CaseKind.Unspecified, "kind", "is missing or unknown");
        fields.Count("officer_ids", request.OfficerIds.Count, 1, 32);
        var subject = request.Subject is null && kind == CaseKind.Advice
            ? Parties.Subject.Unidentified
            : WireReader.Subject(fields, "subject", request.Subject, caller.Party);
        var draft = new CaseDraft(
            fields.Id("case_id", request.CaseId), kind, fields.Text("purpose", request.Purpose, 64, isRequired: true), subject,
            [.. request.OfficerIds.Select((o, i) => fields.Id($"officer_ids[{i}]", o))],
            fields.Text("registration_number", request.RegistrationNumber, 64));
        fields.ThrowIfAny();
        var receipts = await cases.OpenAsync(caller, draft, context.CancellationToken);
        return new OpenCaseResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<CloseCaseResponse> CloseCase(CloseCaseRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var closure = new CaseClosure(
            fields.Id("case_id", request.CaseId),
            request.HandedOverToPartyId.Length == 0 ? null : fields.Party("handed_over_to_party_id", request.HandedOverToPartyId),
            fields.Text("hand_over_receipt", request.HandOverReceipt, 64), fields.Instant("follow_up_at", request.FollowUpAt));
        fields.ThrowIfAny();
        var receipts = await cases.CloseAsync(caller, closure, context.CancellationToken);
        return new CloseCaseResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }
}
