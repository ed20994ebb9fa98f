using System.Text;
using Gateway.Protocol.V1;
using Gateway.Server.Tests.Telemetry;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// A canary in every personal field of every RPC, of those that succeed and of those that are refused; then all that the server
/// wrote, logged, exported and answered in refusals is searched for it (design §1.6, §1.10).
/// </summary>
internal sealed class CanaryTests
{
    private const string Canary = "kanarie";

    private static readonly Subject Child = People.Born("20140505");
    private static readonly Subject Adult = People.Born("19850505");
    private static readonly Subject Local = new() { LocalId = Say("lokalt-id") };

    private readonly StringBuilder _refusals = new();

    [Test]
    public async Task Canary_InEveryPersonalField_IsFoundNowhere()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var gateway = await RunningGateway.StartAsync($"--Gateway:OtlpEndpoint={receiver.Address}", "--Logging:LogLevel:Default=Debug");
        await TellAsync(gateway);
        await AskAsync(gateway);
        await new CanaryAftermath(gateway, Adult, Local, Say).RunAsync();
        await new CanaryReview(gateway, Child, Say).RunAsync();
        await RefuseAsync(gateway);
        var whileRunning = FilesOf(gateway.Folder);
        await gateway.StopAsync();

        var telemetry = receiver.TextOf("traces") + receiver.TextOf("metrics") + receiver.TextOf("logs");
        var files = whileRunning + FilesOf(gateway.Folder);
        // What shows that the search looks where something is.
        Assert.That(telemetry, Does.Contain("AlertService/Push").And.Contain("gateway.decisions"));
        Assert.That(files, Does.Contain("child-protection").And.Contain("berg"));
        Assert.That(gateway.Log.Text, Does.Contain("AlertService/Push"));
        Assert.That(_refusals.ToString(), Does.Contain("subject.personal_number").And.Contain("PermissionDenied").And.Contain("NotFound"));
        using (Assert.EnterMultipleScope())
        {
            foreach (var said in new[] { Canary, Child.PersonalNumber, Adult.PersonalNumber, "198505052391" })
            {
                Assert.That(Around(files, said), Is.Empty);
                Assert.That(Around(gateway.Log.Text, said), Is.Empty);
                Assert.That(Around(telemetry, said), Is.Empty);
                Assert.That(Around(_refusals.ToString(), said), Is.Empty);
            }
        }
    }

    private static async Task TellAsync(RunningGateway gateway)
    {
        var alert = Messages.Concern(Child);
        alert.Persons.Add(Local.As(PersonRole.Relative));
        (alert.RegistrationNumber, alert.EnvironmentCode) = (Say("diarienummer"), Say("miljo"));
        var pushed = await gateway.As(Cast.Police).Alerts.PushAsync(alert, [Messages.Section("event", Say("innehall"))], default);
        await gateway.As(Cast.SocialWorker).Alerts.OpenAsync(pushed.AlertId, Say("diarienummer-2"), default);
        await gateway.As(Cast.SocialWorker).Alerts.AcknowledgeAsync(pushed.AlertId, default);

        var record = Messages.Record(Adult);
        record.Persons.Add(Local.As(PersonRole.Relative));
        record.RegistrationNumber = Say("diarienummer-3");
        await gateway.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("risk", Say("innehall-2")) with { PersonIndexes = [0, 1] }], default);
    }

    private static async Task AskAsync(RunningGateway gateway)
    {
        var opened = Messages.Case(Cast.Police, Adult, "prevent-crime");
        opened.RegistrationNumber = Say("diarienummer-4");
        await gateway.Wire(Cast.Police).Cases.OpenCaseAsync(opened);
        var request = await gateway.As(Cast.Police).Disclosures.PrepareAsync(Risk(opened.CaseId), Encoding.UTF8.GetBytes(Say("skal")), default);
        var asked = await gateway.As(Cast.Police).Disclosures.RequestAsync(request, default);
        var waiting = (await gateway.As(Cast.Assessor).Disclosures.ListWaitingAsync(default)).Single();
        var assessment = new AssessRequest { RequestId = asked.RequestId, RequestDigest = waiting.RequestDigest, RegistrationNumber = Say("diarienummer-5") };
        assessment.Answers.Add(new Answer { Question = "disclosure-needed", Holds = true });
        await gateway.As(Cast.Assessor).Disclosures.AssessAsync(assessment, default);
        await gateway.As(Cast.Police).Disclosures.CollectAsync(asked.RequestId, default);

        var review = Messages.Case(Cast.Reviewer, Adult, "child-protection");
        await gateway.Wire(Cast.Reviewer).Cases.OpenCaseAsync(review);
        await gateway.Wire(Cast.Reviewer).Audit.ListAccessesAsync(
            new ListAccessesRequest { Subject = Adult, CaseId = review.CaseId, Justification = Say("motivering") });
        await gateway.Wire(Cast.Police).Cases.CloseCaseAsync(new CloseCaseRequest { CaseId = opened.CaseId, HandOverReceipt = Say("kvitto") });
        await gateway.Wire(Cast.Operator).Directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(Cast.SocialWorker))
        {
            Subject = Adult, Conflicts = { Child, Local },
        });
    }

    /// <summary>Calls that are refused: malformed, not the caller's, without the role, off the profile, under an unknown name.</summary>
    private async Task RefuseAsync(RunningGateway gateway)
    {
        var (police, social) = (gateway.Wire(Cast.Police), gateway.Wire(Cast.SocialWorker));
        var tooLong = string.Concat(Enumerable.Repeat(Say("x"), 40));
        Func<Task>[] calls =
        [
            () => police.Disclosures.RequestAsync(Messages.Contact(new Subject { PersonalNumber = "198505052391" }, "")).ResponseAsync,
            () => police.Disclosures.RequestAsync(new RequestRequest(Messages.Contact(Adult, tooLong)) { RegistrationNumber = tooLong }).ResponseAsync,
            () => police.Disclosures.CollectAsync(new CollectRequest { RequestId = Say("id") }).ResponseAsync,
            () => police.Cases.OpenCaseAsync(new OpenCaseRequest(Messages.Case(Cast.Police, Adult)) { CaseId = Say("Å"), Subject = new() { LocalId = tooLong } }).ResponseAsync,
            () => police.Cases.CloseCaseAsync(new CloseCaseRequest { CaseId = Say("fall") }).ResponseAsync,
            () => police.Alerts.PushAsync(new PushRequest(Messages.Concern(Child)) { EnvironmentCode = tooLong, Purpose = tooLong }).ResponseAsync,
            () => social.Alerts.OpenAsync(new OpenRequest { AlertId = Say("larm"), RegistrationNumber = Say("nummer") }).ResponseAsync,
            () => social.Audit.ListAccessesAsync(new ListAccessesRequest { Subject = Adult, CaseId = "fall", Justification = Say("nyfiken") }).ResponseAsync,
            () => social.Records.DepositAsync(new DepositRequest { RecordId = Say("Ö"), RegistrationNumber = tooLong, Persons = { Local.As(PersonRole.Other) } }).ResponseAsync,
            () => social.Consents.RecordConsentAsync(new RecordConsentRequest { ConsentId = Say("Ä"), Subject = Adult, RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Consents.RevokeConsentAsync(new RevokeConsentRequest { ConsentId = Say("samtycke") }).ResponseAsync,
            () => social.FollowUps.CompleteFollowUpAsync(new CompleteFollowUpRequest { FollowUpId = Say("id"), RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Disclosures.DecideFormallyAsync(new DecideFormallyRequest { RequestId = Say("id"), Reasons = Say("skal"), RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Disclosures.FulfilAsync(new FulfilRequest { RequestId = Say("id"), Persons = { Adult.As(PersonRole.Subject) }, RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Disclosures.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = Say("id"), RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Records.WithdrawSectionAsync(new WithdrawSectionRequest { RecordId = Say("akt"), SectionId = Say("avsnitt"), RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Erasures.ProposeErasureAsync(new ProposeErasureRequest { Scope = Gallring.Of(Adult), RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Erasures.PlaceHoldAsync(new PlaceHoldRequest { RecordId = Say("Ö"), RegistrationNumber = tooLong }).ResponseAsync,
            () => Jurist.SearchAsync(social, new SearchRequest { CaseId = Say("Å"), Justification = tooLong, Subject = Adult, OfficerId = tooLong }),
            () => social.Legal.GetRegisterExtractAsync(new GetRegisterExtractRequest { Subject = Adult, CaseId = "fall", Justification = Say("nyfiken") }).ResponseAsync,
            () => social.Legal.EndSecrecyAsync(new EndSecrecyRequest { Reference = Say("id"), RegistrationNumber = tooLong }).ResponseAsync,
            () => social.Incidents.ReportIncidentAsync(new ReportIncidentRequest { Reference = Say("id"), WhatHappened = Say("handelse") }).ResponseAsync,
            () => gateway.Wire(Say("token")).Disclosures.RequestAsync(Messages.Contact(Adult, Say("fall"))).ResponseAsync,
        ];
        foreach (var call in calls) Note(await Refusal.OfAsync(call));
    }

    private void Note(RpcException refused) => _refusals.Append(refused.StatusCode).Append(' ').Append(refused.Status.Detail).Append(' ').AppendLine(
        string.Join(' ', refused.Trailers.Select(t => $"{t.Key}={(t.IsBinary ? Encoding.UTF8.GetString(t.ValueBytes) : t.Value)}")));

    private static RequestRequest Risk(string caseId)
    {
        var request = Messages.Contact(Adult, caseId);
        request.Categories[0].Category = "risk";
        request.ClaimedProvisions.Clear();
        (request.Purpose, request.RegistrationNumber) = ("prevent-crime", Say("diarienummer-6"));
        request.AssertedFacts[0].Name = "needed-by-receiver";
        request.AssertedFacts.Add(new AssertedFact { Name = "necessary-for-own-task", Holds = true });
        foreach (var question in new[] { "necessary-own-task", "necessary-and-proportionate" })
            request.ReasonsAnswers.Add(new Answer { Question = question, Holds = true });
        return request;
    }

    private static string Say(string field) => $"{Canary}-{field}";

    /// <summary>Every file of the folder, the database's log and index with it.</summary>
    private static string FilesOf(string folder) => string.Join('\n', Directory.EnumerateFiles(folder).Select(f =>
    {
        using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(file, Encoding.Latin1);
        return $"{Path.GetFileName(f)}\n{text.ReadToEnd()}";
    }));

    /// <summary>Where it was found, with what stands before it; empty where it was not.</summary>
    private static string Around(string text, string said)
    {
        var at = text.IndexOf(said, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 60)];
    }
}
