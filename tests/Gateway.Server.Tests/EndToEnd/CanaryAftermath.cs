using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What comes beside and after requests, with a canary in every personal field: consents, corrections, formal decisions, own systems, erasure.</summary>
internal sealed class CanaryAftermath(RunningGateway gateway, Subject person, Subject local, Func<string, string> say)
{
    private DisclosureService.DisclosureServiceClient Police => gateway.Wire(Cast.Police).Disclosures;

    private DisclosureService.DisclosureServiceClient Assessor => gateway.Wire(Cast.Assessor).Disclosures;

    public async Task RunAsync()
    {
        await ConsentAsync(person);
        await ConsentAsync(local);
        await CorrectAsync();
        await DecideFormallyAsync();
        await FulfilAsync();
        await EraseAsync();
    }

    /// <summary>Held, looked at, proposed, carried out.</summary>
    private async Task EraseAsync()
    {
        var erased = new Subject { LocalId = say("lokalt-id-2") };
        await gateway.As(Cast.Registrar).Records.DepositAsync(Messages.Record(erased), [Messages.Section("family", say("innehall-20"))], default);
        var erasures = gateway.Wire(Cast.Registrar).Erasures;
        var hold = await erasures.PlaceHoldAsync(new PlaceHoldRequest { Subject = erased, RegistrationNumber = say("diarienummer-20") });
        await erasures.LiftHoldAsync(new LiftHoldRequest { HoldId = hold.HoldId, RegistrationNumber = say("diarienummer-21") });
        var scope = Gallring.Of(erased, logDetails: true);
        await erasures.PreviewErasureAsync(new PreviewErasureRequest { Scope = scope });
        await erasures.ProposeErasureAsync(new ProposeErasureRequest { Scope = scope, RegistrationNumber = say("diarienummer-22") });
        await Gallring.ErasedAsync(gateway, scope);
    }

    private async Task ConsentAsync(Subject subject)
    {
        var consent = new RecordConsentRequest
        {
            ConsentId = Town.Name("samtycke"), Subject = subject, Givers = { ConsentGiver.Self }, Categories = { "family" },
            ReceiverPartyIds = { "skola" }, Purposes = { "care" }, Form = ConsentForm.Written, GivenOn = Cast.Day(0), ValidUntil = Cast.Day(6),
            RegistrationNumber = say("diarienummer-10"),
        };
        await gateway.Wire(Cast.Assessor).Consents.RecordConsentAsync(consent);
        await gateway.Wire(Cast.Assessor).Consents.RevokeConsentAsync(new RevokeConsentRequest { ConsentId = consent.ConsentId });
    }

    /// <summary>Received, corrected, reported wrong, withdrawn by the holder and by the asker.</summary>
    private async Task CorrectAsync()
    {
        var record = Messages.Record(person);
        await gateway.As(Cast.Registrar).Records.DepositAsync(record, [Messages.Section("contact", say("innehall-10"))], default);
        var asked = await AskAsync();
        await Assessor.AssessAsync(new AssessRequest
        {
            RequestId = asked.RequestId, RequestDigest = asked.RequestDigest, Answers = { new Answer { Question = "no-exceptional-reasons", Holds = true } },
        });
        await Police.CollectAsync(new CollectRequest { RequestId = asked.RequestId });
        await gateway.As(Cast.Registrar).Records.DepositAsync(
            new DepositRequest(record) { Corrects = true, RegistrationNumber = say("diarienummer-11") },
            [Messages.Section("contact", say("innehall-11")) with { Version = 2 }], default);
        var told = (await gateway.Wire(Cast.Police).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest())).FollowUps.Single(f => f.Reference == asked.RequestId);
        await gateway.Wire(Cast.Police).FollowUps.CompleteFollowUpAsync(new CompleteFollowUpRequest
        {
            FollowUpId = told.FollowUpId, Outcome = FollowUpOutcome.Done, RegistrationNumber = say("diarienummer-12"),
        });
        await gateway.Wire(Cast.Registrar).Disclosures.ReportWrongDataAsync(
            new ReportWrongDataRequest { RequestId = asked.RequestId, RegistrationNumber = say("diarienummer-13") });
        await gateway.Wire(Cast.Registrar).Records.WithdrawSectionAsync(
            new WithdrawSectionRequest { RecordId = record.RecordId, SectionId = "avsnitt", RegistrationNumber = say("diarienummer-14") });
        await Police.WithdrawRequestAsync(new WithdrawRequestRequest { RequestId = asked.RequestId });
    }

    private async Task DecideFormallyAsync()
    {
        var asked = await AskAsync();
        await Police.AskFormalDecisionAsync(new AskFormalDecisionRequest { RequestId = asked.RequestId });
        await Assessor.DecideFormallyAsync(new DecideFormallyRequest
        {
            RequestId = asked.RequestId, RequestDigest = asked.RequestDigest, RefusedCategories = { "contact" }, Provisions = { "osl-26-1" },
            Reasons = say("beslutsskal"), AppealWithinDays = 21, RegistrationNumber = say("diarienummer-15"),
        });
        Assert.That((await Police.CollectAsync(new CollectRequest { RequestId = asked.RequestId })).FormalDecision.Reasons, Is.EqualTo(say("beslutsskal")));
    }

    private async Task FulfilAsync()
    {
        await gateway.Wire(Cast.Registrar).Directory.DeclareFulfilmentAsync(new DeclareFulfilmentRequest { Categories = { "contact" } });
        var asked = await AskAsync();
        var answer = new FulfilRequest
        {
            RequestId = asked.RequestId, RequestDigest = asked.RequestDigest, RegistrationNumber = say("diarienummer-16"),
            Persons = { person.As(PersonRole.Subject), local.As(PersonRole.Relative) },
        };
        var section = Messages.Section("contact", say("innehall-12")) with { PersonIndexes = [0, 1] };
        var fulfilment = await gateway.As(Cast.SocialSystem).Disclosures.FulfilAsync(answer, [section], default);
        await OwnSystem.AssessAsync(gateway, answer, Cast.Assessor);
        await fulfilment.GoOnAsync(default);
        Assert.That(fulfilment.Delivered, Is.EqualTo(["contact"]));
    }

    /// <summary>A request of the police for contact data, as the holder finds it waiting.</summary>
    private async Task<WaitingRequest> AskAsync()
    {
        var opened = Messages.Case(Cast.Police, person);
        await gateway.Wire(Cast.Police).Cases.OpenCaseAsync(opened);
        var asked = await Police.RequestAsync(new RequestRequest(Messages.Contact(person, opened.CaseId)) { RegistrationNumber = say("diarienummer-17") });
        return (await Assessor.ListWaitingAsync(new ListWaitingRequest())).Requests.Single(w => w.RequestId == asked.RequestId);
    }
}
