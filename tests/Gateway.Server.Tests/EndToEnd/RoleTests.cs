using Gateway.Audit;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>What an officer may do is what the directory says; who lacks the role changes nothing, and the log says it was tried.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class RoleTests
{
    private long _before;

    [OneTimeSetUp]
    public async Task LookAtTheLogAsync() => _before = await Town.Gateway.LogSizeAsync();

    [OneTimeTearDown]
    public void NothingButRefusalsWasLogged() =>
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(_before), Is.All.EqualTo(EntryKind.Refusal));

    private static IEnumerable<TestCaseData> Roles()
    {
        yield return Role("Deposit", Cast.SocialWorker, w => w.Records.DepositAsync(new DepositRequest
        {
            RecordId = "akt", Sections = { Envelopes.Foreign() },
        }).ResponseAsync);
        yield return Role("ListWaiting", Cast.SocialWorker, w => w.Disclosures.ListWaitingAsync(new ListWaitingRequest()).ResponseAsync);
        yield return Role("RegisterParty", Cast.Police, w => w.Directory.RegisterPartyAsync(Town.Gateway.WithKeys(new Party { PartyId = "ny", Name = "Ny", Kind = PartyKind.Police })).ResponseAsync);
        yield return Role("RegisterOfficer_OfAnotherParty", Cast.Registrar,
            w => w.Directory.RegisterOfficerAsync(Cast.Registration(Cast.Police)).ResponseAsync);
        yield return Role("ProposeRotatePartyKeys", Cast.Registrar, w => w.Keys.ProposeRotatePartyKeysAsync(new ProposeRotatePartyKeysRequest
        {
            PartyId = "soc", RegistrationNumber = "Dnr 1",
        }).ResponseAsync);
        yield return Role("ProposeRetirePartyKeys", Cast.Registrar, w => w.Keys.ProposeRetirePartyKeysAsync(new ProposeRetirePartyKeysRequest
        {
            PartyId = "soc", RegistrationNumber = "Dnr 1",
        }).ResponseAsync);
        yield return Role("ProposeRotateVaultKey", Cast.Registrar,
            w => w.Keys.ProposeRotateVaultKeyAsync(new ProposeRotateVaultKeyRequest { RegistrationNumber = "Dnr 1" }).ResponseAsync);
        yield return Role("ProposeRotateLogKey", Cast.Registrar,
            w => w.Keys.ProposeRotateLogKeyAsync(new ProposeRotateLogKeyRequest { RegistrationNumber = "Dnr 1" }).ResponseAsync);
        yield return Role("ListKeys", Cast.Registrar, w => w.Keys.ListKeysAsync(new ListKeysRequest()).ResponseAsync);
        yield return Role("RevokeRecipientKey", Cast.Assessor, w => w.Keys.RevokeRecipientKeyAsync(new RevokeRecipientKeyRequest
        {
            KeyId = Town.Gateway.IdentityOf("soc").Recipient.Public.KeyId,
        }).ResponseAsync);
        yield return Role("ProposeRecipientKey", Cast.Assessor,
            w => w.Keys.ProposeRecipientKeyAsync(Town.Gateway.IdentityOf("soc").Propose(Cast.DayIn(months: 12), "Dnr 1")).ResponseAsync);
        yield return Role("ProposeSigningKey", Cast.Assessor, w => w.Keys.ProposeSigningKeyAsync(SigningKeyTests.Proposed("soc")).ResponseAsync);
        yield return Role("ListReleasesOfKey", Cast.Assessor, w => w.Keys.ListReleasesOfKeyAsync(new ListReleasesOfKeyRequest
        {
            KeyId = Town.Gateway.IdentityOf("soc").Recipient.Public.KeyId,
        }).ResponseAsync);
        yield return Role("PreviewErasure", Cast.Assessor, w => w.Erasures.PreviewErasureAsync(
            new PreviewErasureRequest { Scope = Gallring.Of(People.Adult()) }).ResponseAsync);
        yield return Role("ProposeErasure", Cast.Assessor, w => w.Erasures.ProposeErasureAsync(
            new ProposeErasureRequest { Scope = Gallring.Of(People.Adult()), RegistrationNumber = "Dnr 1" }).ResponseAsync);
        yield return Role("ListErasures", Cast.Assessor, w => w.Erasures.ListErasuresAsync(new ListErasuresRequest()).ResponseAsync);
        yield return Role("PlaceHold", Cast.Assessor, w => w.Erasures.PlaceHoldAsync(
            new PlaceHoldRequest { Subject = People.Adult(), RegistrationNumber = "Dnr 1" }).ResponseAsync);
        yield return Role("LiftHold", Cast.Assessor, w => w.Erasures.LiftHoldAsync(
            new LiftHoldRequest { HoldId = new string('0', 32), RegistrationNumber = "Dnr 1" }).ResponseAsync);
        yield return Role("ListRetentionRules", Cast.Assessor, w => w.Retention.ListRetentionRulesAsync(new ListRetentionRulesRequest()).ResponseAsync);
        yield return Role("ProposeRetentionRules", Cast.Assessor, w => w.Retention.ProposeRetentionRulesAsync(new ProposeRetentionRulesRequest
        {
            Rules = { new RetentionRule { Kind = "request", Days = 730 } }, RegistrationNumber = "Dnr 1",
        }).ResponseAsync);
        yield return Role("PreviewRetention", Cast.Assessor, w => w.Retention.PreviewRetentionAsync(new PreviewRetentionRequest()).ResponseAsync);
        yield return Role("ProposeRetentionErasure", Cast.Assessor, w => w.Retention.ProposeRetentionErasureAsync(
            new ProposeRetentionErasureRequest { RegistrationNumber = "Dnr 1" }).ResponseAsync);
        yield return Role("ListRetentionErasures", Cast.Assessor, w => w.Retention.ListRetentionErasuresAsync(new ListRetentionErasuresRequest()).ResponseAsync);
        yield return Role("ListProposals_Stranger", new Official("polisen", "okand", "19710109"),
            w => w.Proposals.ListProposalsAsync(new ListProposalsRequest()).ResponseAsync);
        yield return Role("RecordStandingDecision", Cast.Assessor, w => w.Directory.RecordStandingDecisionAsync(StandingDecision()).ResponseAsync);
        yield return Role("ListAccesses", Cast.Assessor, w => w.Audit.ListAccessesAsync(new ListAccessesRequest
        {
            Subject = People.Adult(), CaseId = "fall", Justification = "Nyfiken.",
        }).ResponseAsync);
        yield return Role("Search", Cast.Assessor, w => Jurist.SearchAsync(w, new SearchRequest
        {
            Subject = People.Adult(), CaseId = "fall", Justification = "Nyfiken.",
        }));
        yield return Role("GetRegisterExtract", Cast.Assessor, w => w.Legal.GetRegisterExtractAsync(new GetRegisterExtractRequest
        {
            Subject = People.Adult(), CaseId = "fall", Justification = "Nyfiken.",
        }).ResponseAsync);
        yield return Role("GetDisclosureStatement", Cast.Assessor, w => w.Legal.GetDisclosureStatementAsync(new GetDisclosureStatementRequest
        {
            Index = 1, CaseId = "fall", Justification = "Nyfiken.",
        }).ResponseAsync);
        yield return Role("StartReview", Cast.Assessor, w => w.Legal.StartReviewAsync(new StartReviewRequest
        {
            From = Jurist.LastHour("").From, CaseId = "fall", Justification = "Nyfiken.",
        }).ResponseAsync);
        yield return Role("GetStatistics", Cast.Assessor, w => w.Legal.GetStatisticsAsync(new GetStatisticsRequest
        {
            Month = "2025-01", CaseId = "fall", Justification = "Nyfiken.",
        }).ResponseAsync);
        yield return Role("OpenCase_Stranger", new Official("polisen", "okand", "19710109"),
            w => w.Cases.OpenCaseAsync(Messages.Case(Cast.Police, People.Adult())).ResponseAsync);
    }

    [TestCaseSource(nameof(Roles))]
    public async Task Call_WithoutTheRole_IsPermissionDenied(Official officer, Func<WireClients, Task> call)
    {
        var refused = await Refusal.OfAsync(() => call(Town.Wire(officer)));
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    private static TestCaseData Role(string name, Official officer, Func<WireClients, Task> call) =>
        new TestCaseData(officer, call).SetName($"{name}_WithoutTheRole_IsPermissionDenied");

    private static RecordStandingDecisionRequest StandingDecision() => new()
    {
        StandingDecisionId = "beslut", ProvisionId = "lub-4", Question = "no-exceptional-reasons", Categories = { "contact" },
        ReceiverPartyId = "polisen", ValidUntil = Cast.Day(months: 3),
    };
}
