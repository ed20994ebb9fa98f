using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What legal staff say and are told, with a canary in every personal field.</summary>
internal sealed class CanaryReview(RunningGateway gateway, Subject person, Func<string, string> say)
{
    private LegalService.LegalServiceClient Reviewer => gateway.Wire(Cast.Reviewer).Legal;

    public async Task RunAsync()
    {
        var own = Messages.Case(Cast.Reviewer, person, "child-protection");
        await gateway.Wire(Cast.Reviewer).Cases.OpenCaseAsync(own);
        var why = say("motivering-2");
        var since = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(-1));
        var found = await Jurist.SearchAsync(gateway.Wire(Cast.Reviewer), new SearchRequest { CaseId = own.CaseId, Justification = why, From = since, OfficerId = say("sokt") });
        Assert.That(found[^1].Complete);
        await Jurist.SearchAsync(gateway.Wire(Cast.Reviewer), new SearchRequest { CaseId = own.CaseId, Justification = why, Subject = person });
        await Reviewer.GetRegisterExtractAsync(new GetRegisterExtractRequest { CaseId = own.CaseId, Justification = why, Subject = person });
        await Reviewer.GetStatisticsAsync(new GetStatisticsRequest { CaseId = own.CaseId, Justification = why, Month = "2025-01" });
        await Reviewer.StartReviewAsync(new StartReviewRequest { CaseId = own.CaseId, Justification = why, From = since, AtRandom = 5 });
        await ReportAsync();
    }

    private async Task ReportAsync()
    {
        var alert = Messages.Concern(person);
        var pushed = await gateway.As(Cast.Police).Alerts.PushAsync(alert, [Messages.Section("event", say("innehall-30"))], default);
        await gateway.Wire(Cast.Leader).Legal.EndSecrecyAsync(
            new EndSecrecyRequest { Reference = pushed.AlertId, RegistrationNumber = say("diarienummer-30") });
        var reported = await gateway.Wire(Cast.Police).Incidents.ReportIncidentAsync(new ReportIncidentRequest
        {
            Reference = pushed.AlertId, WhatHappened = say("handelse"), LikelyConsequences = say("foljd"), RegistrationNumber = say("diarienummer-31"),
        });
        var report = await gateway.Wire(Cast.PoliceReviewer).Incidents.GetIncidentReportAsync(new GetIncidentReportRequest { IncidentId = reported.IncidentId, Justification = say("motivering-31") });
        Assert.That(report.ReportJson.ToStringUtf8(), Does.Contain(say("handelse")));
    }
}
