using System.Text.Json.Nodes;
using Gateway.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What went to the wrong receiver is stopped at once, erased by the receiver, and reported within 72 hours.</summary>
internal sealed class IncidentTests
{
    [Test]
    public async Task Incident_OfAnOpenedAlert_StopsItAndTellsBothWhatToDo()
    {
        var alert = await Alarm.PushedAsync();
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        var reported = await ReportAsync(Cast.Police, alert);
        Assert.That(reported.Opened.Select(o => (o.OfficerId, string.Join(' ', o.Categories))), Is.EqualTo([("soc/lund", "event")]));
        var again = await Refusal.OfAsync(() => Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert }).ResponseAsync);
        Assert.That(again.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));

        var own = (await Emergency.OpenAsync(Cast.Police, reported.IncidentId)).Single();
        Assert.That((own.Kind, own.DueAt), Is.EqualTo((FollowUpKind.IncidentReport, reported.ReportBefore)));
        var theirs = (await Emergency.OpenAsync(Cast.SocialWorker, alert)).Single();
        Assert.That((theirs.Kind, theirs.Cause), Is.EqualTo((FollowUpKind.ErasureInstruction, "wrong-receiver")));

        Assert.That(await ReportOfAsync(reported), Does.Contain("ännu inte bekräftat"));
        await Town.Wire(Cast.SocialWorker).FollowUps.CompleteFollowUpAsync(
            new CompleteFollowUpRequest { FollowUpId = theirs.FollowUpId, Outcome = FollowUpOutcome.Done });
        Assert.That(await ReportOfAsync(reported), Does.Contain("har bekräftat att uppgifterna är raderade"));
    }

    [Test]
    public async Task Report_IsSaidToBeMadeByAnotherWithTheRoleAlone()
    {
        var registrar = await Newcomer.AtAsync("polisen", "registrar");
        var alert = await Alarm.PushedAsync();
        var reported = await ReportAsync(registrar, alert);
        var due = (await Emergency.OpenAsync(registrar, reported.IncidentId)).Single();
        var done = new CompleteFollowUpRequest { FollowUpId = due.FollowUpId, Outcome = FollowUpOutcome.Done };
        foreach (var officer in (Official[])[Cast.Leader, registrar])
            Assert.That((await Refusal.OfAsync(() => Town.Wire(officer).FollowUps.CompleteFollowUpAsync(done).ResponseAsync)).StatusCode,
                Is.EqualTo(StatusCode.PermissionDenied));
        await Town.Wire(Cast.PoliceReviewer).FollowUps.CompleteFollowUpAsync(done);
    }

    [Test]
    public async Task Incident_OfACollectedRequest_StopsCollecting()
    {
        var person = await Inquiry.HeldAsync("contact");
        var asked = await Inquiry.AskForContactAsync(person);
        await Inquiry.AssessAsync(Cast.Assessor, await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons"));
        await Inquiry.CollectAsync(asked.RequestId);
        var reported = await ReportAsync(Cast.Assessor, asked.RequestId);
        Assert.That(reported.Opened.Select(o => o.OfficerId), Is.EqualTo(["polisen/berg"]));
        Assert.That((await Refusal.OfAsync(() => Inquiry.CollectAsync(asked.RequestId))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That((await Emergency.OpenAsync(Cast.Police, asked.RequestId)).Select(f => f.Cause), Does.Contain("wrong-receiver"));
    }

    [Test]
    public async Task Incident_OfWhatNobodyOpened_TellsTheReceiverNothing()
    {
        var asked = await Inquiry.AskForContactAsync(await Inquiry.HeldAsync("contact"));
        var before = RowsOf("polisen");
        var reported = await ReportAsync(Cast.Assessor, asked.RequestId);
        Assert.That(reported.Opened, Is.Empty);
        Assert.That((await Emergency.OpenAsync(Cast.Police, asked.RequestId)).Select(f => f.Cause), Does.Not.Contain("wrong-receiver"));
        // One more: the police's own look at its list.
        Assert.That(RowsOf("polisen"), Is.EqualTo(before + 1));
        Assert.That((await Refusal.OfAsync(() => Inquiry.CollectAsync(asked.RequestId))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task Report_OfAnIncident_HasWhatTheAuthorityAsksFor()
    {
        var alert = await Alarm.PushedAsync();
        await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
        var aware = new Timestamp { Seconds = TimeProvider.System.GetUtcNow().AddHours(-5).ToUnixTimeSeconds() };
        var reported = await Town.Wire(Cast.Police).Incidents.ReportIncidentAsync(new ReportIncidentRequest
        {
            Reference = alert, AwareAt = aware, WhatHappened = "Fel förvaltning valdes.", LikelyConsequences = "Obehörig fick veta.", RegistrationNumber = "A 17",
        });
        Assert.That(reported.ReportBefore.ToDateTimeOffset(), Is.EqualTo(aware.ToDateTimeOffset().AddHours(72)));
        var report = JsonNode.Parse(await ReportOfAsync(reported))!;
        Assert.That(report["art"]!["vad som hände"]!.GetValue<string>(), Is.EqualTo("Fel förvaltning valdes."));
        Assert.That(report["art"]!["antal registrerade"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(report["sannolika konsekvenser"]!.GetValue<string>(), Is.EqualTo("Obehörig fick veta."));
        Assert.That(report["diarienummer"]!.GetValue<string>(), Is.EqualTo("A 17"));
        Assert.That(report["kontaktpunkt"]!.GetValue<string>(), Is.Empty, "the officer fills it in");
        Assert.That(report["rättslig grund"]!.GetValue<string>(), Does.Contain("ej verifierad"));
    }

    [Test]
    public async Task Incident_OfAnothersOrTwiceOrOfTheFuture_IsRefused()
    {
        var alert = await Alarm.PushedAsync();
        Assert.That((await Refusal.OfAsync(() => ReportAsync(Cast.SocialWorker, alert))).StatusCode, Is.EqualTo(StatusCode.NotFound));
        Assert.That((await Refusal.OfAsync(() => ReportAsync(Cast.HeadTeacher, alert))).StatusCode, Is.EqualTo(StatusCode.NotFound));
        var future = new ReportIncidentRequest
        {
            Reference = alert, WhatHappened = "Fel.", AwareAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddHours(1)),
        };
        Assert.That((await Refusal.OfAsync(() => Town.Wire(Cast.Police).Incidents.ReportIncidentAsync(future).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        var reported = await ReportAsync(Cast.Police, alert);
        Assert.That((await Refusal.OfAsync(() => ReportAsync(Cast.Police, alert))).StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        var read = new GetIncidentReportRequest { IncidentId = reported.IncidentId, Justification = "Anmälan." };
        Assert.That((await Refusal.OfAsync(() => Town.Wire(Cast.Reviewer).Incidents.GetIncidentReportAsync(read).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.NotFound));
        Assert.That((await Refusal.OfAsync(() => Town.Wire(Cast.Leader).Incidents.GetIncidentReportAsync(read).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
        var unsaid = new GetIncidentReportRequest { IncidentId = reported.IncidentId };
        Assert.That((await Refusal.OfAsync(() => Town.Wire(Cast.PoliceReviewer).Incidents.GetIncidentReportAsync(unsaid).ResponseAsync)).StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    private static async Task<ReportIncidentResponse> ReportAsync(Official officer, string reference) =>
        await Town.Wire(officer).Incidents.ReportIncidentAsync(new ReportIncidentRequest { Reference = reference, WhatHappened = "Fel mottagare." });

    private static async Task<string> ReportOfAsync(ReportIncidentResponse reported) => (await Town.Wire(Cast.PoliceReviewer).Incidents.GetIncidentReportAsync(
        new GetIncidentReportRequest { IncidentId = reported.IncidentId, Justification = "Anmälan." })).ReportJson.ToStringUtf8();

    private static int RowsOf(string party) =>
        new GatewayFile(Town.Gateway.Folder).Column($"SELECT idx FROM log_views WHERE party = '{party}'").Count;
}
