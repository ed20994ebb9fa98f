using Gateway.Alerts;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Server.Hosting;
using Gateway.Server.Identity;
using Gateway.Server.Telemetry;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Gateway.Protocol.V1;
using AlertState = Gateway.Alerts.AlertState;
using AlertUrgency = Gateway.Alerts.AlertUrgency;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.AlertService</c>: identity, parse, one call, map the outcome, return.</summary>
internal sealed class AlertEndpoint(
    AlertDispatch dispatch, AlertDelivery delivery, AlertOpening opening, AlertStates states, AlertRecall recall, PolicyEnforcementPoint gate,
    GatewayMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime) : AlertService.AlertServiceBase
{
    public override async Task<PushResponse> Push(PushRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var answer = await dispatch.PushAsync(caller, Read(request, caller.Party), context.CancellationToken);
        metrics.Decided(answer.Decisions.Select(d => d.Outcome), answer.Receipts.Count);
        var response = new PushResponse { AlertId = answer.AlertId, OpenBefore = Timestamp.FromDateTimeOffset(answer.OpenBefore) };
        response.Decisions.AddRange(WireWriter.Decisions(answer.Decisions, gate.Catalogue.Catalogue));
        response.Receipts.AddRange(WireWriter.Receipts(answer.Receipts));
        return response;
    }

    public override async Task Subscribe(SubscribeRequest request, IServerStreamWriter<SubscribeResponse> responseStream, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        // A subscription ends with the token it was opened with; the subscriber comes back with another, from its last cursor.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        if (CallerIdentity.ValidUntil(context) is { } until) end.CancelAfter(Positive(until - time.GetUtcNow()));
        try
        {
            await foreach (var notice in delivery.SubscribeAsync(caller, request.Cursor, end.Token))
                await responseStream.WriteAsync(Write(notice), context.CancellationToken);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) throw StatusMapping.Stopping();
            // The token's end: the stream ends as a stream does.
        }
    }

    public override async Task<OpenResponse> Open(OpenRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var number = fields.Text("registration_number", request.RegistrationNumber, 64);
        fields.ThrowIfAny();
        var answer = await opening.OpenAsync(caller, Fields.GatewayId(request.AlertId), number, context.CancellationToken);
        metrics.Decided(answer.Decisions.Select(d => d.Outcome), answer.Receipts.Count);
        var response = new OpenResponse { Release = WireWriter.Release(answer.Release, gate.Catalogue.Catalogue) };
        response.Decisions.AddRange(WireWriter.Decisions(answer.Decisions, gate.Catalogue.Catalogue));
        response.Receipts.AddRange(WireWriter.Receipts(answer.Receipts));
        return response;
    }

    public override async Task<AcknowledgeResponse> Acknowledge(AcknowledgeRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var receipts = await states.AcknowledgeAsync(caller, Fields.GatewayId(request.AlertId), context.CancellationToken);
        return new AcknowledgeResponse { Receipts = { WireWriter.Receipts(receipts) } };
    }

    public override async Task<RecallResponse> Recall(RecallRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var reason = System.Enum.IsDefined(request.Reason) ? (Alerts.RecallReason)(int)request.Reason : Alerts.RecallReason.Unspecified;
        var answer = await recall.RecallAsync(caller, Fields.GatewayId(request.AlertId), reason, context.CancellationToken);
        return new RecallResponse { WasOpened = answer.WasOpened, Receipts = { WireWriter.Receipts(answer.Receipts) } };
    }

    public override async Task<TrackResponse> Track(TrackRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var history = await states.TrackAsync(caller, Fields.GatewayId(request.AlertId), context.CancellationToken);
        var response = new TrackResponse { State = Write(history[^1].State) };
        response.History.AddRange(history.Select(h => new AlertStateTime { State = Write(h.State), At = Timestamp.FromDateTimeOffset(h.At) }));
        return response;
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private static AlertDraft Read(PushRequest request, PartyId sender)
    {
        var fields = new Fields();
        fields.Require(request.Urgency is Protocol.V1.AlertUrgency.Ordinary or Protocol.V1.AlertUrgency.Immediate, "urgency",
            "is missing or unknown");
        var draft = new AlertDraft
        {
            IdempotencyKey = fields.IdempotencyKey(request.IdempotencyKey),
            Receiver = fields.Party("receiver_party_id", request.ReceiverPartyId),
            AssessedBy = fields.Id("assessed_by", request.AssessedBy),
            ApprovedBy = request.ApprovedBy.Length == 0 ? "" : fields.Id("approved_by", request.ApprovedBy),
            Purpose = fields.Text("purpose", request.Purpose, 64, isRequired: true),
            Trigger = WireReader.OwnTrigger(fields, request.Trigger),
            Claims = WireReader.Claims(fields, request.ClaimedProvisions),
            Persons = WireReader.Persons(fields, request.Persons, sender),
            Sections = WireReader.Sections(fields, request.Sections, 16),
            Answers = WireReader.Answers(fields, "answers", request.Answers, 32),
            Asserted = WireReader.Asserted(fields, request.AssertedFacts),
            Offence = WireReader.Offence(fields, request.Offence),
            Urgency = (AlertUrgency)(int)request.Urgency,
            OpenBefore = fields.Instant("open_before", request.OpenBefore),
            RegistrationNumber = fields.Text("registration_number", request.RegistrationNumber, 64),
            EnvironmentCode = fields.Text("environment_code", request.EnvironmentCode, 64),
        };
        fields.ThrowIfAny();
        return draft;
    }

    private static SubscribeResponse Write(AlertNotice notice)
    {
        var alert = notice.Event.Alert;
        var response = new SubscribeResponse
        {
            AlertId = alert.Id,
            SenderPartyId = alert.Sender.ToString(),
            Urgency = (Protocol.V1.AlertUrgency)(int)alert.Urgency,
            Purpose = alert.Purpose,
            StoredAt = Timestamp.FromDateTimeOffset(alert.StoredAt),
            OpenBefore = Timestamp.FromDateTimeOffset(alert.OpenBefore),
            Cursor = notice.Cursor,
            State = Write(notice.Event.State),
            RecallReason = (Protocol.V1.RecallReason)(int)alert.RecallReason,
        };
        response.Categories.AddRange(alert.Categories);
        return response;
    }

    private static Protocol.V1.AlertState Write(AlertState state) => state switch
    {
        AlertState.Stored => Protocol.V1.AlertState.Stored,
        AlertState.Delivered => Protocol.V1.AlertState.Delivered,
        AlertState.Opened => Protocol.V1.AlertState.Opened,
        AlertState.Acknowledged => Protocol.V1.AlertState.Acknowledged,
        AlertState.Overdue => Protocol.V1.AlertState.Overdue,
        AlertState.Recalled => Protocol.V1.AlertState.Recalled,
        _ => Protocol.V1.AlertState.Unspecified,
    };
}
