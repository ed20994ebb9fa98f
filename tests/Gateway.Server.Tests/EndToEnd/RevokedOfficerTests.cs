using Gateway.Protocol.V1;
using Grpc.Core;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A revoked officer's token is still good; the officer is not.</summary>
internal sealed class RevokedOfficerTests
{
    [Test]
    public async Task Officer_Revoked_DecidesAndSeesNothingFromThenOn()
    {
        var officer = new Official("polisen", "avgangen", "19710110", "investigator");
        var directory = Town.Wire(Cast.Operator).Directory;
        await directory.RegisterOfficerAsync(Cast.Registration(officer));
        var cases = Town.Wire(officer).Cases;
        await cases.OpenCaseAsync(Messages.Case(officer, People.Adult()));

        await directory.RegisterOfficerAsync(new RegisterOfficerRequest(Cast.Registration(officer)) { Revoked = true });
        Func<Task>[] calls =
        [
            () => cases.OpenCaseAsync(Messages.Case(officer, People.Adult())).ResponseAsync,
            () => Town.Wire(officer).Disclosures.RequestAsync(Messages.Contact(People.Adult(), "fall")).ResponseAsync,
            async () => await Town.Wire(officer).Alerts.PushAsync(
                await Town.As(officer).Alerts.PrepareAsync(Messages.Concern(People.Child()), [Messages.Section("event")], default)),
        ];
        foreach (var call in calls) Assert.That((await Refusal.OfAsync(call)).StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
    }
}
