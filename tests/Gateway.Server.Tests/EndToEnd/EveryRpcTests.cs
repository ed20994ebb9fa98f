using System.Reflection;
using Gateway.Audit;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Protocol.V1;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>
/// Every RPC reaches the gate: it is in the log under its kinds, or it is said here that it concerns no person. An RPC that stands
/// in neither list fails.
/// </summary>
internal sealed class EveryRpcTests
{
    private static readonly string[] ConcernsNoPerson =
    [
        "DirectoryService.GetParty", "AuditService.GetCheckpoint", "AuditService.GetConsistencyProof", "AuditService.GetReceipt",
        "PolicyService.GetCatalogue", "PolicyService.ExplainProvision", "AlertService.Track",
        // What is uploaded counts for nothing until a deposit takes it, which is logged.
        "ErasureService.ListErasures", "RetentionService.ListRetentionRules", "RetentionService.ListRetentionErasures", "RecordService.UploadChunks", "RecordService.GetUpload",
        "Health.Check", "Health.Watch", "ServerReflection.ServerReflectionInfo",
    ];

    /// <summary>Each prepares what it needs and answers the call itself.</summary>
    private static readonly Dictionary<string, (Func<Task<Func<Task>>> Prepare, EntryKind[] Kinds)> Logged = new()
    {
        ["AlertService.Push"] = (async () =>
        {
            var push = await Alarm.PreparedAsync();
            return () => Town.Wire(Cast.Police).Alerts.PushAsync(push).ResponseAsync;
        }, [EntryKind.Alert]),
        ["AlertService.Subscribe"] = (async () =>
        {
            var told = await Alarm.ToldAsync(Cast.SocialWorker);
            await Alarm.PushedAsync();
            return () => Alarm.ToldAsync(Cast.SocialWorker, told.Count == 0 ? "" : told[^1].Cursor);
        }, [EntryKind.AlertState]),
        ["AlertService.Open"] = (async () =>
        {
            var open = new OpenRequest { AlertId = await Alarm.PushedAsync() };
            return () => Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(open).ResponseAsync;
        }, [EntryKind.Opening]),
        ["AlertService.Acknowledge"] = (async () =>
        {
            var alert = await Alarm.PushedAsync();
            await Town.Wire(Cast.SocialWorker).Alerts.OpenAsync(new OpenRequest { AlertId = alert });
            return () => Town.Wire(Cast.SocialWorker).Alerts.AcknowledgeAsync(new AcknowledgeRequest { AlertId = alert }).ResponseAsync;
        }, [EntryKind.AlertState]),
        ["AlertService.Recall"] = (async () =>
        {
            var recall = new RecallRequest { AlertId = await Alarm.PushedAsync(), Reason = RecallReason.Withdrawn };
            return () => Town.Wire(Cast.Police).Alerts.RecallAsync(recall).ResponseAsync;
        }, [EntryKind.AlertState]),
        ["RecordService.Deposit"] = (Now(() => Inquiry.HeldAsync("family")), [EntryKind.Record]),
        ["DisclosureService.Request"] = (Now(() => Inquiry.AskAsync(Messages.Contact(People.Adult(), ""))), [EntryKind.Request]),
        ["DisclosureService.Collect"] = (async () =>
        {
            var asked = await Inquiry.AskForContactAsync(People.Adult());
            return () => Inquiry.CollectAsync(asked.RequestId);
        }, [EntryKind.Request]),
        ["DisclosureService.ListWaiting"] = (Now(
            () => Town.Wire(Cast.HeadTeacher).Disclosures.ListWaitingAsync(new ListWaitingRequest()).ResponseAsync), [EntryKind.AuditLookup]),
        ["DisclosureService.Assess"] = (async () =>
        {
            var assessment = await Inquiry.AssessmentAsync((await Inquiry.AskForContactAsync(People.Adult())).RequestId, "no-exceptional-reasons");
            return () => Inquiry.AssessAsync(Cast.Assessor, assessment);
        }, [EntryKind.Assessment]),
        ["DisclosureService.AskFormalDecision"] = (async () =>
        {
            var asked = await Inquiry.AskForContactAsync(People.Adult());
            var ask = new AskFormalDecisionRequest { RequestId = asked.RequestId };
            return () => Town.Wire(Cast.Police).Disclosures.AskFormalDecisionAsync(ask).ResponseAsync;
        }, [EntryKind.FormalDecision]),
        ["DisclosureService.DecideFormally"] = (async () =>
        {
            var decide = await FormalDecisionTests.AskedAsync(People.Adult());
            return () => Town.Wire(Cast.Assessor).Disclosures.DecideFormallyAsync(decide).ResponseAsync;
        }, [EntryKind.FormalDecision]),
        ["DisclosureService.WithdrawRequest"] = (async () =>
        {
            var withdraw = new WithdrawRequestRequest { RequestId = (await Inquiry.AskForContactAsync(People.Adult())).RequestId };
            return () => Town.Wire(Cast.Police).Disclosures.WithdrawRequestAsync(withdraw).ResponseAsync;
        }, [EntryKind.Request]),
        ["DisclosureService.ReportWrongData"] = (async () =>
        {
            var (_, request) = await CorrectionTests.ReceivedAsync();
            return () => Town.Wire(Cast.Registrar).Disclosures.ReportWrongDataAsync(new ReportWrongDataRequest { RequestId = request }).ResponseAsync;
        }, [EntryKind.Record]),
        ["RecordService.WithdrawSection"] = (async () =>
        {
            var (record, _) = await CorrectionTests.ReceivedAsync();
            var withdraw = new WithdrawSectionRequest { RecordId = record.RecordId, SectionId = "avsnitt" };
            return () => Town.Wire(Cast.Registrar).Records.WithdrawSectionAsync(withdraw).ResponseAsync;
        }, [EntryKind.Record]),
        ["DisclosureService.Fulfil"] = (async () =>
        {
            var person = People.Adult();
            var asked = await Inquiry.AskForContactAsync(person);
            var fulfil = await OwnSystem.AnswerAsync(Town.Gateway, asked.RequestId, person);
            return () => Town.Wire(Cast.SocialSystem).Disclosures.FulfilAsync(fulfil).ResponseAsync;
        }, [EntryKind.Request]),
        ["DisclosureService.Deliver"] = (async () =>
        {
            var deliver = await OwnSystem.DeliverableAsync(Town.Gateway);
            return () => Town.Wire(Cast.SocialSystem).Disclosures.DeliverAsync(deliver).ResponseAsync;
        }, [EntryKind.Record]),
        ["DisclosureService.DownloadChunks"] = (async () =>
        {
            var attachment = await Attachment.DepositedAsync();
            var request = await attachment.ReleasedAsync();
            return async () =>
            {
                await attachment.DownloadAsync(Cast.Police, request);
                attachment.Dispose();
            };
        }, [EntryKind.Request]),
        ["CaseService.OpenCase"] = (Now(() => Inquiry.CaseAsync(Cast.Police, People.Adult())), [EntryKind.Case]),
        ["CaseService.CloseCase"] = (async () =>
        {
            var id = await Inquiry.CaseAsync(Cast.Police, People.Adult());
            return () => Inquiry.CloseCaseAsync(id);
        }, [EntryKind.Case]),
        ["ConsentService.RecordConsent"] = (Now(() => ConsentTests.RecordedAsync(People.Adult())), [EntryKind.Consent]),
        ["ConsentService.RevokeConsent"] = (async () =>
        {
            var revoke = new RevokeConsentRequest { ConsentId = await ConsentTests.RecordedAsync(People.Adult()) };
            return () => Town.Wire(Cast.SocialWorker).Consents.RevokeConsentAsync(revoke).ResponseAsync;
        }, [EntryKind.Consent]),
        ["FollowUpService.ListFollowUps"] = (Now(
            () => Town.Wire(Cast.Reviewer).FollowUps.ListFollowUpsAsync(new ListFollowUpsRequest()).ResponseAsync), [EntryKind.AuditLookup]),
        ["FollowUpService.CompleteFollowUp"] = (async () =>
        {
            var review = await Emergency.ReviewAsync(Cast.PoliceReviewer, await Emergency.ReleasedAsync());
            var complete = new CompleteFollowUpRequest { FollowUpId = review.FollowUpId, Outcome = FollowUpOutcome.Justified };
            return () => Town.Wire(Cast.PoliceReviewer).FollowUps.CompleteFollowUpAsync(complete).ResponseAsync;
        }, [EntryKind.FollowUp]),
        ["DirectoryService.RegisterParty"] = (Now(() => Town.Wire(Cast.Operator).Directory.RegisterPartyAsync(Town.Gateway.WithKeys(new Party { PartyId = "kriminalvarden", Name = "Kriminalvården", Kind = PartyKind.PrisonService })).ResponseAsync), [EntryKind.Party]),
        ["DirectoryService.RegisterOfficer"] = (Now(
            () => Town.Wire(Cast.Operator).Directory.RegisterOfficerAsync(Cast.Registration(Cast.Police)).ResponseAsync), [EntryKind.Party]),
        ["DirectoryService.RecordStandingDecision"] = (Now(
            () => Town.Wire(Cast.Registrar).Directory.RecordStandingDecisionAsync(new RecordStandingDecisionRequest
            {
                StandingDecisionId = "beslut-om-kontakt", ProvisionId = "lub-4", Question = "no-exceptional-reasons", Categories = { "contact" },
                ReceiverPartyId = "skola", ValidUntil = Cast.Day(months: 3),
            }).ResponseAsync), [EntryKind.StandingDecision]),
        ["DirectoryService.DeclareFulfilment"] = (Now(() => Town.Wire(Cast.Registrar).Directory.DeclareFulfilmentAsync(
            new DeclareFulfilmentRequest { Categories = { "criminal-record" } }).ResponseAsync), [EntryKind.Party]),
        ["ErasureService.PreviewErasure"] = (async () =>
        {
            var preview = new PreviewErasureRequest { Scope = Gallring.Of(await Inquiry.HeldAsync("family")) };
            return () => Town.Wire(Cast.Registrar).Erasures.PreviewErasureAsync(preview).ResponseAsync;
        }, [EntryKind.AuditLookup]),
        ["ErasureService.ProposeErasure"] = (async () =>
        {
            var propose = new ProposeErasureRequest { Scope = Gallring.Of(await Inquiry.HeldAsync("family")), RegistrationNumber = "Gallring 1" };
            return () => Town.Wire(Cast.Registrar).Erasures.ProposeErasureAsync(propose).ResponseAsync;
        }, [EntryKind.AuditLookup, EntryKind.Erasure]),
        ["ErasureService.PlaceHold"] = (Now(() => Gallring.HoldAsync(new PlaceHoldRequest { Subject = People.Adult() })), [EntryKind.Erasure]),
        ["ErasureService.LiftHold"] = (async () =>
        {
            var hold = await Gallring.HoldAsync(new PlaceHoldRequest { Subject = People.Adult() });
            return () => Gallring.LiftAsync(hold);
        }, [EntryKind.Erasure]),
        ["RetentionService.ProposeRetentionRules"] = (Now(() => Town.Wire(Cast.Registrar).Retention.ProposeRetentionRulesAsync(new ProposeRetentionRulesRequest
        {
            Rules = { new RetentionRule { Kind = "alert", Days = 3650 } }, RegistrationNumber = "Gallring 1",
        }).ResponseAsync), [EntryKind.Erasure]),
        ["RetentionService.PreviewRetention"] = (Now(
            () => Town.Wire(Cast.Registrar).Retention.PreviewRetentionAsync(new PreviewRetentionRequest()).ResponseAsync), [EntryKind.AuditLookup]),
        ["RetentionService.ProposeRetentionErasure"] = (async () =>
        {
            await OldEntries.LogAsync(Town.Gateway, EntryKind.DryRun, 400, People.Adult());
            await OldEntries.RuleAsync(Town.Gateway, "dry-run", 365);
            return () => Town.Wire(Cast.Registrar).Retention.ProposeRetentionErasureAsync(
                new ProposeRetentionErasureRequest { RegistrationNumber = "Gallring 1" }).ResponseAsync;
        }, [EntryKind.AuditLookup, EntryKind.Erasure]),
        ["KeyService.ProposeRotatePartyKeys"] = (Now(() => TwoOperators.ProposeRotationAsync("skola")), [EntryKind.Key]),
        ["KeyService.ProposeRetirePartyKeys"] = (Now(() => Town.Wire(Cast.Operator).Keys.ProposeRetirePartyKeysAsync(
            new ProposeRetirePartyKeysRequest { PartyId = "skola", RegistrationNumber = "Dnr 18" }).ResponseAsync), [EntryKind.Key]),
        ["KeyService.ProposeRotateVaultKey"] = (() =>
        {
            SecretKeyFile.Create(VaultKeyFiles.Next(Path.Combine(Town.Gateway.Folder, "vault.key")));
            return Now(() => TwoOperators.ProposeVaultKeyAsync(Town.Gateway))();
        }, [EntryKind.Key]),
        ["KeyService.ProposeRotateLogKey"] = (Now(() => Town.Wire(Cast.Operator).Keys.ProposeRotateLogKeyAsync(
            new ProposeRotateLogKeyRequest { RegistrationNumber = "Dnr 21" }).ResponseAsync), [EntryKind.Key]),
        ["KeyService.ProposeRecipientKey"] = (Now(async () =>
        {
            using var key = AgreementKey.Generate();
            using var identity = new PartyIdentity(new Parties.PartyId("skola"), key, SigningKey.Generate());
            await Town.Wire(Cast.HeadTeacher).Keys.ProposeRecipientKeyAsync(identity.Propose(Cast.DayIn(months: 12), "Dnr 20"));
        }), [EntryKind.Key]),
        ["KeyService.ProposeSigningKey"] = (Now(() => Town.Wire(Cast.HeadTeacher).Keys.ProposeSigningKeyAsync(
            SigningKeyTests.Proposed("skola")).ResponseAsync), [EntryKind.Key]),
        ["KeyService.RevokeRecipientKey"] = (async () =>
        {
            var (registrar, key) = await RecipientKeyTests.RegisteredAsync();
            return () => Town.Wire(registrar).Keys.RevokeRecipientKeyAsync(new RevokeRecipientKeyRequest { KeyId = key }).ResponseAsync;
        }, [EntryKind.Key]),
        ["KeyService.ListReleasesOfKey"] = (Now(() => Town.Wire(Cast.Reviewer).Keys.ListReleasesOfKeyAsync(
            new ListReleasesOfKeyRequest { KeyId = Town.Gateway.IdentityOf("polisen").Recipient.Public.KeyId }).ResponseAsync), [EntryKind.AuditLookup]),
        ["KeyService.ListKeys"] = (Now(() => Town.Wire(Cast.Operator).Keys.ListKeysAsync(new ListKeysRequest()).ResponseAsync), [EntryKind.AuditLookup]),
        ["ProposalService.ListProposals"] = (Now(() => TwoOperators.ListAsync()), [EntryKind.AuditLookup]),
        ["ProposalService.ApproveProposal"] = (async () =>
        {
            var proposal = await TwoOperators.RotationAsync("skola");
            return () => TwoOperators.ApproveAsync(Cast.OtherOperator, proposal);
        }, [EntryKind.Key]),
        ["ProposalService.WithdrawProposal"] = (async () =>
        {
            var proposal = await TwoOperators.RotationAsync("skola");
            return () => TwoOperators.WithdrawAsync(Cast.Operator, proposal);
        }, [EntryKind.Key]),
        ["AuditService.ListAccesses"] = (async () =>
        {
            var person = People.Adult();
            var id = await Inquiry.CaseAsync(Cast.Reviewer, person, "child-protection");
            var request = new ListAccessesRequest { Subject = person, CaseId = id, Justification = "Logguppföljning." };
            return () => Town.Wire(Cast.Reviewer).Audit.ListAccessesAsync(request).ResponseAsync;
        }, [EntryKind.AuditLookup]),
        ["LegalService.Search"] = (async () =>
        {
            var (person, caseId) = await Jurist.CaseAsync(Cast.Reviewer);
            return () => Jurist.SearchAsync(Cast.Reviewer, new SearchRequest { CaseId = caseId, Justification = "Klagomål.", Subject = person });
        }, [EntryKind.AuditLookup]),
        ["LegalService.GetRegisterExtract"] = (async () =>
        {
            var (person, caseId) = await Jurist.CaseAsync(Cast.Reviewer);
            var request = new GetRegisterExtractRequest { Subject = person, CaseId = caseId, Justification = "Begäran, dnr 7." };
            return () => Town.Wire(Cast.Reviewer).Legal.GetRegisterExtractAsync(request).ResponseAsync;
        }, [EntryKind.AuditLookup]),
        ["LegalService.EndSecrecy"] = (async () =>
        {
            var asked = await Inquiry.AskForContactAsync(People.Adult());
            var end = new EndSecrecyRequest { Reference = asked.RequestId, RegistrationNumber = "Dnr 8" };
            return () => Town.Wire(Cast.Leader).Legal.EndSecrecyAsync(end).ResponseAsync;
        }, [EntryKind.SecrecyEnded]),
        ["LegalService.GetDisclosureStatement"] = (async () =>
        {
            var (index, person) = await Jurist.ReleasedAsync();
            var (_, caseId) = await Jurist.CaseAsync(Cast.Reviewer, person);
            var request = new GetDisclosureStatementRequest { Index = index, CaseId = caseId, Justification = "Intyg." };
            return () => Town.Wire(Cast.Reviewer).Legal.GetDisclosureStatementAsync(request).ResponseAsync;
        }, [EntryKind.AuditLookup]),
        ["IncidentService.ReportIncident"] = (async () =>
        {
            var report = new ReportIncidentRequest { Reference = await Alarm.PushedAsync(), WhatHappened = "Fel förvaltning." };
            return () => Town.Wire(Cast.Police).Incidents.ReportIncidentAsync(report).ResponseAsync;
        }, [EntryKind.Incident]),
        ["IncidentService.GetIncidentReport"] = (async () =>
        {
            var report = new ReportIncidentRequest { Reference = await Alarm.PushedAsync(), WhatHappened = "Fel förvaltning." };
            var read = new GetIncidentReportRequest { IncidentId = (await Town.Wire(Cast.Police).Incidents.ReportIncidentAsync(report)).IncidentId, Justification = "Anmälan." };
            return () => Town.Wire(Cast.PoliceReviewer).Incidents.GetIncidentReportAsync(read).ResponseAsync;
        }, [EntryKind.AuditLookup]),
        ["LegalService.StartReview"] = (async () =>
        {
            var request = new StartReviewRequest
            {
                CaseId = await Jurist.ReviewCaseAsync(Cast.Reviewer), Justification = "Logguppföljning.", From = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow()),
            };
            return () => Town.Wire(Cast.Reviewer).Legal.StartReviewAsync(request).ResponseAsync;
        }, [EntryKind.AuditLookup]),
        ["LegalService.GetStatistics"] = (async () =>
        {
            var request = new GetStatisticsRequest { Month = "2025-01", CaseId = await Jurist.ReviewCaseAsync(Cast.Reviewer), Justification = "Årsberättelse." };
            return () => Town.Wire(Cast.Reviewer).Legal.GetStatisticsAsync(request).ResponseAsync;
        }, [EntryKind.AuditLookup]),
    };

    private static IEnumerable<string> LoggedNames => Logged.Keys;

    [Test]
    public void Rpc_OfEveryService_IsSaidToBeLoggedOrToConcernNoPerson()
    {
        var files = typeof(AlertsReflection).Assembly.GetTypes().Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(p => p?.PropertyType == typeof(FileDescriptor)).Select(p => (FileDescriptor?)p?.GetValue(null)).OfType<FileDescriptor>();
        var methods = files.SelectMany(f => f.Services).SelectMany(s => s.Methods).Select(m => $"{m.Service.Name}.{m.Name}");
        Assert.That(methods, Is.EquivalentTo(Logged.Keys.Concat(ConcernsNoPerson)));
    }

    [TestCaseSource(nameof(LoggedNames))]
    public async Task Call_OfALoggedRpc_GrowsTheLogByItsKinds(string name)
    {
        var (prepare, kinds) = Logged[name];
        var call = await prepare();
        var size = await Town.Gateway.LogSizeAsync();
        await call();
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(size).Distinct(), Is.EqualTo(kinds));
    }

    private static Func<Task<Func<Task>>> Now(Func<Task> call) => () => Task.FromResult(call);
}
