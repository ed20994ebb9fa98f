using Gateway.Alerts;
using Gateway.Enforcement;
using Gateway.Protocol.V1;
using Gateway.Records;
using Gateway.Server.Hosting;
using Gateway.Server.Identity;
using Gateway.Server.Telemetry;
using Grpc.Core;
using Outcome = Gateway.Policy.Outcome;

namespace Gateway.Server.Services;

/// <summary>
/// <c>gateway.v1.DisclosureService</c>. What is not a permit leaves on the time grid, so that the time does not tell what the
/// registers know; what is thrown leaves there by <see cref="ErrorInterceptor"/>.
/// </summary>
internal sealed class DisclosureEndpoint(
    DisclosureRequests requests, Assessments assessments, Fulfilments fulfilments, FormalDecisions formal, Corrections corrections,
    ChunkDownloads downloads, AlertDownloads alertDownloads, PolicyEnforcementPoint gate, TimeGrid grid, TimeProvider time, GatewayMetrics metrics)
    : DisclosureService.DisclosureServiceBase
{
    private readonly ChunkStream _stream = new(time);

    public override async Task<RequestResponse> Request(RequestRequest request, ServerCallContext context)
    {
        var began = time.GetTimestamp();
        var caller = CallerIdentity.CallerOf(context);
        var asked = RequestMessages.Read(request, caller.Party);
        var answer = await requests.RequestAsync(caller, asked, context.CancellationToken);
        metrics.Decided(answer.Told.Select(d => d.Outcome), answer.Receipts.Count);
        var response = new RequestResponse
        {
            RequestId = answer.RequestId, Release = WireWriter.Release(answer.Release, gate.Catalogue.Catalogue),
            Extent = WireWriter.Extent(answer.Extent),
        };
        response.Decisions.AddRange(WireWriter.Decisions(answer.Told, gate.Catalogue.Catalogue));
        response.Receipts.AddRange(WireWriter.Receipts(answer.Receipts));
        if (!IsPermit(answer)) await grid.LeaveAsync(began, context.CancellationToken);
        return response;
    }

    public override async Task<CollectResponse> Collect(CollectRequest request, ServerCallContext context)
    {
        var began = time.GetTimestamp();
        var caller = CallerIdentity.CallerOf(context);
        var id = Fields.GatewayId(request.RequestId);
        var answer = await requests.CollectAsync(caller, id, context.CancellationToken);
        metrics.Decided(answer.Told.Select(d => d.Outcome), answer.Receipts.Count);
        var response = new CollectResponse
        {
            Release = WireWriter.Release(answer.Release, gate.Catalogue.Catalogue), Closed = answer.IsClosed,
            Extent = WireWriter.Extent(answer.Extent),
        };
        response.Decisions.AddRange(WireWriter.Decisions(answer.Told, gate.Catalogue.Catalogue));
        response.Receipts.AddRange(WireWriter.Receipts(answer.Receipts));
        response.FormalDecision = WireWriter.FormalDecision(answer.FormalDecision, gate.Catalogue.Catalogue);
        response.Fulfilled.AddRange(answer.Fulfilled.Select(f => WireWriter.Release(f, gate.Catalogue.Catalogue)));
        if (!IsPermit(answer)) await grid.LeaveAsync(began, context.CancellationToken);
        return response;
    }

    public override async Task<ListWaitingResponse> ListWaiting(ListWaitingRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var after = fields.Text("after", request.After, 32);
        fields.ThrowIfAny();
        var (waiting, next) = await assessments.ListWaitingAsync(caller, after, context.CancellationToken);
        return new ListWaitingResponse { Requests = { waiting.Select(w => RequestMessages.Write(w, gate.Catalogue.Catalogue)) }, Next = next };
    }

    public override async Task<AssessResponse> Assess(AssessRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var draft = new AssessmentDraft(
            Fields.GatewayId(request.RequestId), request.RequestDigest.Memory, WireReader.Answers(fields, "answers", request.Answers, 64),
            request.Approve, request.Close, fields.Text("registration_number", request.RegistrationNumber, 64));
        fields.Require(draft.Answers.Count > 0 || draft.Approves || draft.Closes, "answers", "an answer, an approval or a closing is expected");
        fields.ThrowIfAny();
        var (decisions, receipts) = await assessments.AssessAsync(caller, draft, context.CancellationToken);
        metrics.Decided(decisions.Select(d => d.Outcome), receipts.Count);
        var response = new AssessResponse { Decisions = { WireWriter.Decisions(decisions, gate.Catalogue.Catalogue) } };
        response.Receipts.AddRange(WireWriter.Receipts(receipts));
        return response;
    }

    public override async Task<FulfilResponse> Fulfil(FulfilRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var draft = new FulfilmentDraft(
            Fields.GatewayId(request.RequestId), request.RequestDigest.Memory, WireReader.Persons(fields, request.Persons, caller.Party),
            WireReader.Sections(fields, request.Sections, 16, least: 0), fields.Text("registration_number", request.RegistrationNumber, 64));
        fields.ThrowIfAny();
        var answer = await fulfilments.FulfilAsync(caller, draft, context.CancellationToken);
        metrics.Decided(answer.Decisions.Select(d => d.Outcome), answer.Receipts.Count);
        var response = new FulfilResponse { Released = { answer.Released }, RecipientKey = answer.RecipientKey };
        response.Decisions.AddRange(WireWriter.Decisions(answer.Decisions, gate.Catalogue.Catalogue));
        response.Receipts.AddRange(WireWriter.Receipts(answer.Receipts));
        return response;
    }

    public override async Task<DeliverResponse> Deliver(DeliverRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var id = Fields.GatewayId(request.RequestId);
        var fields = new Fields();
        fields.Count("sections", request.Sections.Count, 1, 16);
        var sections = request.Sections.Select((s, i) => WireReader.Envelope(fields, $"sections[{i}]", s)).OfType<Crypto.SealedSection>().ToList();
        fields.ThrowIfAny();
        var receipts = await fulfilments.DeliverAsync(caller, id, sections, context.CancellationToken);
        return new DeliverResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<AskFormalDecisionResponse> AskFormalDecision(AskFormalDecisionRequest request, ServerCallContext context)
    {
        var receipts = await formal.AskAsync(CallerIdentity.CallerOf(context), Fields.GatewayId(request.RequestId), context.CancellationToken);
        return new AskFormalDecisionResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<DecideFormallyResponse> DecideFormally(DecideFormallyRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var id = Fields.GatewayId(request.RequestId);
        var fields = new Fields();
        fields.Count("refused_categories", request.RefusedCategories.Count, 1, 16);
        fields.Count("provisions", request.Provisions.Count, 1, 8);
        fields.Count("appeal_within_days", request.AppealWithinDays, 1, 90);
        var draft = new FormalDecisionDraft(id, request.RequestDigest.Memory, [.. request.RefusedCategories], [.. request.Provisions],
            fields.Text("reasons", request.Reasons, 4000, isRequired: true), request.AppealWithinDays,
            fields.Text("registration_number", request.RegistrationNumber, 64));
        fields.ThrowIfAny();
        var receipts = await formal.DecideAsync(caller, draft, context.CancellationToken);
        return new DecideFormallyResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<WithdrawRequestResponse> WithdrawRequest(WithdrawRequestRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var receipts = await corrections.WithdrawRequestAsync(caller, Fields.GatewayId(request.RequestId), context.CancellationToken);
        return new WithdrawRequestResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<ReportWrongDataResponse> ReportWrongData(ReportWrongDataRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var id = Fields.GatewayId(request.RequestId);
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64);
        fields.ThrowIfAny();
        var receipts = await corrections.ReportAsync(caller, id, number, context.CancellationToken);
        return new ReportWrongDataResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task DownloadChunks(
        DownloadChunksRequest request, IServerStreamWriter<DownloadChunksResponse> responseStream, ServerCallContext context)
    {
        var (caller, ct) = (CallerIdentity.CallerOf(context), context.CancellationToken);
        var isOfAlert = request.AlertId.Length > 0;
        var fields = new Fields();
        fields.Require(!isOfAlert || request.RequestId.Length == 0, "alert_id", "a request or an alert is expected, not both");
        var id = Fields.GatewayId(isOfAlert ? request.AlertId : request.RequestId);
        var record = isOfAlert ? fields.IdempotencyKey(request.RecordId, "record_id") : fields.Id("record_id", request.RecordId);
        var wanted = (record, fields.Id("section_id", request.SectionId), request.Version);
        fields.Require(request.FromIndex >= 0, "from_index", "0 and upwards is expected");
        fields.ThrowIfAny();
        var opened = isOfAlert
            ? await alertDownloads.OpenAsync(caller, id, wanted, request.FromIndex, ct)
            : await downloads.OpenAsync(caller, id, wanted, request.FromIndex, ct);
        await _stream.SendAsync(request.FromIndex, opened.Count,
            index => isOfAlert ? alertDownloads.ReadAsync(id, opened, index, ct) : downloads.ReadAsync(id, opened, index, ct), responseStream, ct);
    }

    /// <summary>A permit shows itself; an answer that is one in part must not tell by its time what the other part met.</summary>
    private static bool IsPermit(DisclosureAnswer answer) => answer.Told.All(s => s.Outcome == Outcome.Permit);
}
