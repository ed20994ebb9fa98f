using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Who may judge a request: trained, well logged in, and neither the subject nor in conflict with anybody in the sections.</summary>
internal sealed class AssessorTests
{
    private Subject _asked = new();
    private Subject _beside = new();
    private AssessRequest _assessment = new();

    [OneTimeSetUp]
    public async Task AskAsync()
    {
        (_asked, _beside) = (People.Adult(), People.Adult());
        var record = Messages.Record(_asked);
        record.Persons.Add(_beside.As(PersonRole.Relative, ProtectedIdentity.None));
        var section = Messages.Section("contact") with { PersonIndexes = [0, 1] };
        await Town.As(Cast.Registrar).Records.DepositAsync(record, [section], CancellationToken.None);
        var asked = await Inquiry.AskForContactAsync(_asked);
        _assessment = await Inquiry.AssessmentAsync(asked.RequestId, "no-exceptional-reasons");
    }

    [Test]
    public async Task Assess_ByAnOfficerWhoMay_Counts()
    {
        var officer = await Newcomer.AtAsync("soc", "assessor");
        Assert.That((await Inquiry.AssessAsync(officer, _assessment)).Decisions[0].Outcome, Is.EqualTo(Outcome.Permit));
    }

    [Test]
    public async Task Assess_AtALowLevelOfAssurance_IsPermissionDenied()
    {
        await RefusedAsync(Cast.Assessor.LoggedInAt(1), Cast.Assessor.LoggedInAt(2));
    }

    [Test]
    public async Task Assess_WithoutValidTraining_IsPermissionDenied()
    {
        await RefusedAsync(await NewAsync(o => o.TrainingValidUntil = Cast.Day(months: -1)), await NewAsync(o => o.TrainingValidUntil = ""));
    }

    [Test]
    public async Task Assess_ByOrInConflictWithAnyPersonOfTheSections_IsPermissionDenied()
    {
        await RefusedAsync(
            await NewAsync(o => o.Subject = _asked), await NewAsync(o => o.Conflicts.Add(_asked)),
            await NewAsync(o => o.Subject = _beside), await NewAsync(o => o.Conflicts.Add(_beside)),
            await NewAsync(o => o.Subject = null));
    }

    private static async Task<WireClients> NewAsync(Action<RegisterOfficerRequest> change) =>
        Town.Wire(await Newcomer.AtAsync("soc", "assessor", change));

    private async Task RefusedAsync(params WireClients[] wires)
    {
        var size = await Town.Gateway.LogSizeAsync();
        var refused = await Task.WhenAll(wires.Select(w => Refusal.OfAsync(() => w.Disclosures.AssessAsync(_assessment).ResponseAsync)));
        Assert.That(refused.Select(r => r.StatusCode), Is.All.EqualTo(StatusCode.PermissionDenied));
        Assert.That(await Town.Gateway.LogSizeAsync(), Is.EqualTo(size + wires.Length), "each refusal is an entry");
    }
}
