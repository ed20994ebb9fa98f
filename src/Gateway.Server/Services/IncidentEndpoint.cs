using Gateway.Protocol.V1;
using Gateway.Review;
using Gateway.Server.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Services;

/// <summary><c>gateway.v1.IncidentService</c>.</summary>
internal sealed class IncidentEndpoint(Incidents incidents) : IncidentService.IncidentServiceBase
{
    public override async Task<ReportIncidentResponse> ReportIncident(ReportIncidentRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var draft = new IncidentDraft(
            request.Reference, fields.Instant("aware_at", request.AwareAt),
            fields.Text("what_happened", request.WhatHappened, 2000, isRequired: true),
            fields.Text("likely_consequences", request.LikelyConsequences, 2000), fields.Text("registration_number", request.RegistrationNumber, 64));
        fields.ThrowIfAny();
        var answer = await incidents.ReportAsync(caller, draft with { Reference = Fields.GatewayId(request.Reference) }, context.CancellationToken);
        return new ReportIncidentResponse
        {
            IncidentId = answer.Incident.Id, ReportBefore = Timestamp.FromDateTimeOffset(answer.Incident.ReportBefore),
            Opened =
            {
                answer.Opened.Select(o => new Protocol.V1.OpenedMatter
                {
                    At = Timestamp.FromDateTimeOffset(o.At), OfficerId = o.Officer, Categories = { o.Categories },
                }),
            },
            Receipts = { WireWriter.Receipts(answer.Receipts) },
        };
    }

    public override async Task<GetIncidentReportResponse> GetIncidentReport(GetIncidentReportRequest request, ServerCallContext context)
    {
        var caller = CallerIdentity.CallerOf(context);
        var fields = new Fields();
        var justification = fields.Text("justification", request.Justification, 500, isRequired: true);
        fields.ThrowIfAny();
        var report = await incidents.ReadAsync(caller, Fields.GatewayId(request.IncidentId), justification, context.CancellationToken);
        return new GetIncidentReportResponse { ReportJson = ByteString.CopyFrom(report.Json.Span),
            Receipts = { WireWriter.Receipts(report.Receipts) } };
    }
}
