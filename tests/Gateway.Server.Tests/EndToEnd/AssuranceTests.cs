using Gateway.Audit;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Below the level of assurance that deciding needs, the registers are not changed and the log is not read either.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class AssuranceTests
{
    private long _before;

    [OneTimeSetUp]
    public async Task LookAtTheLogAsync() => _before = await Town.Gateway.LogSizeAsync();

    [OneTimeTearDown]
    public void NothingButRefusalsWasLogged() =>
        Assert.That(new GatewayFile(Town.Gateway.Folder).KindsFrom(_before), Is.All.EqualTo(EntryKind.Refusal));

    private static IEnumerable<TestCaseData> Acts()
    {
        yield return Act("RegisterOfficer_ByTheRegistrar", Cast.Registrar, w => w.Directory.RegisterOfficerAsync(
            Cast.Registration(new Official("soc", Town.Name("ny"), "19720208", "case-worker"))).ResponseAsync);
        yield return Act("RegisterOfficer_ByTheOperator", Cast.Operator, w => w.Directory.RegisterOfficerAsync(
            Cast.Registration(new Official("soc", Town.Name("ny"), "19720209", "case-worker"))).ResponseAsync);
        yield return Act("RegisterParty", Cast.Operator, w => w.Directory.RegisterPartyAsync(Town.Gateway.WithKeys(new Party { PartyId = "ny", Name = "Ny", Kind = PartyKind.Police })).ResponseAsync);
        yield return Act("Deposit", Cast.Registrar, w =>
        {
            var record = Messages.Record(People.Adult());
            record.Sections.Add(Envelopes.Seal("soc", record.RecordId));
            return w.Records.DepositAsync(record).ResponseAsync;
        });
        yield return Act("OpenCase", Cast.Police, w => w.Cases.OpenCaseAsync(Messages.Case(Cast.Police, People.Adult())).ResponseAsync);
        yield return Act("ListAccesses", Cast.Reviewer, w => w.Audit.ListAccessesAsync(new ListAccessesRequest
        {
            Subject = People.Adult(), CaseId = "fall", Justification = "Granskning.",
        }).ResponseAsync);
        yield return Act("ListWaiting", Cast.Assessor, w => w.Disclosures.ListWaitingAsync(new ListWaitingRequest()).ResponseAsync);
    }

    [TestCaseSource(nameof(Acts))]
    public async Task Act_AtALowLevelOfAssurance_IsPermissionDenied(Official officer, Func<WireClients, Task> act)
    {
        var refused = await Task.WhenAll(new[] { 1, 2 }.Select(loa => Refusal.OfAsync(() => act(officer.LoggedInAt(loa)))));
        Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.PermissionDenied));
        Assert.That(refused.Select(r => r.Status.Detail), Is.All.Contains("assurance"));
    }

    private static TestCaseData Act(string name, Official officer, Func<WireClients, Task> act) =>
        new TestCaseData(officer, act).SetName($"{name}_AtALowLevelOfAssurance_IsPermissionDenied");
}
