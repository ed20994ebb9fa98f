using System.Text.Json;
using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>An officer pushes what is its own; a system names the officers for whom it pushes, and is named beside them.</summary>
internal sealed class PushOnBehalfTests
{
    private static IEnumerable<TestCaseData> Others()
    {
        yield return Case("AnothersAssessment", p => p.AssessedBy = Cast.Leader.Id);
        yield return Case("AnApproval", p => p.ApprovedBy = Cast.Leader.Id);
        yield return Case("ItsOwnApproval", p => p.ApprovedBy = Cast.Police.Id);
    }

    [TestCaseSource(nameof(Others))]
    public async Task Push_ByAnOfficerNamingAnother_IsRefused(Action<PushRequest> change)
    {
        var size = await Town.Gateway.LogSizeAsync();
        var push = await Alarm.PreparedAsync(change);
        var refused = await Refusal.OfAsync(() => Town.Wire(Cast.Police).Alerts.PushAsync(push).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(Refusal.FieldsOf(refused), Is.EqualTo(["assessed_by"]));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size));
    }

    [Test]
    public async Task Push_ByASystemNamingOfficers_IsPermittedAndTheEntryNamesBoth()
    {
        var system = await Newcomer.AtAsync("polisen", "system");
        var push = await Alarm.PreparedAsync(p => (p.ApprovedBy, p.RegistrationNumber) = (Cast.Leader.Id, "A 17"));
        var pushed = await Town.Wire(system).Alerts.PushAsync(push);
        using var view = JsonDocument.Parse(pushed.Receipts.Single().View.Memory);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pushed.AlertId, Is.Not.Empty);
            Assert.That(view.RootElement.GetProperty("reference").GetProperty("pushedBy").GetString(), Is.EqualTo(system.Id));
            Assert.That(view.RootElement.GetRawText(), Does.Contain("polisen/berg").And.Contain("polisen/ek"));
        }
    }

    [Test]
    public async Task Push_ByASystemNamingNobodyOfItsParty_IsRefused()
    {
        var system = await Newcomer.AtAsync("polisen", "system");
        var push = await Alarm.PreparedAsync(p => p.AssessedBy = Cast.SocialWorker.Id);
        var refused = await Refusal.OfAsync(() => Town.Wire(system).Alerts.PushAsync(push).ResponseAsync);
        Assert.That(refused.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Push_ByASystemNamingAnAssessorWhoMayNotDecide_IsRefused()
    {
        var (system, officer) = (await Newcomer.AtAsync("polisen", "system"), await Newcomer.AtAsync("polisen", "investigator"));
        Assert.That(await RefusalOfAsync(system, p => p.AssessedBy = officer.Id), Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Push_ByASystemNamingAnApproverWhoMayNotDecide_IsRefused()
    {
        var (system, officer) = (await Newcomer.AtAsync("polisen", "system"), await Newcomer.AtAsync("polisen", "investigator"));
        Assert.That(await RefusalOfAsync(system, p => (p.ApprovedBy, p.RegistrationNumber) = (officer.Id, "A 17")),
            Is.EqualTo(StatusCode.PermissionDenied));
    }

    [Test]
    public async Task Push_ByASystemNamingTheAssessorAsApprover_IsRefused()
    {
        var system = await Newcomer.AtAsync("polisen", "system");
        Assert.That(await RefusalOfAsync(system, p => (p.ApprovedBy, p.RegistrationNumber) = (p.AssessedBy, "A 17")),
            Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task Push_ByASystemNamingAnApprovalThatIsNotRegistered_IsRefused()
    {
        var system = await Newcomer.AtAsync("polisen", "system");
        Assert.That(await RefusalOfAsync(system, p => p.ApprovedBy = Cast.Leader.Id), Is.EqualTo(StatusCode.InvalidArgument));
    }

    private static async Task<StatusCode> RefusalOfAsync(Official system, Action<PushRequest> change)
    {
        var push = await Alarm.PreparedAsync(change);
        return (await Refusal.OfAsync(() => Town.Wire(system).Alerts.PushAsync(push).ResponseAsync)).StatusCode;
    }

    private static TestCaseData Case(string name, Action<PushRequest> change) =>
        new TestCaseData(change).SetName($"Push_ByAnOfficerNaming{name}_IsRefused");
}
