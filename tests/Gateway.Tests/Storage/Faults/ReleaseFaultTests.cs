using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Storage.Log;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Storage.Faults;

/// <summary>Logged, then released (design §1.4): a permit never comes out of the gate where its entry is not known to be durable.</summary>
public sealed class ReleaseFaultTests
{
    [Test]
    public async Task Decide_CommitFails_GivesNoPermitAndKnowsNoReleaseWithoutItsEntry([Values] FailingDatabase.Moment moment)
    {
        await using var house = await OpenAsync();
        var failing = new FailingDatabase(house.Database);
        await using var log = new AuditLog(failing, new SqlLogStore(house.Database), new LogSigner("log.example", new byte[32]), house.Time);
        var gate = new PolicyEnforcementPoint(log, house.LogKeys, house.InForce, house.RecipientKeys, house.Time);
        failing.FailAt = moment;
        Assert.That(async () => await DecideAsync(gate, house), Throws.InstanceOf<LogUnavailableException>());

        // Where the commit was durable before it failed, both are there and nobody was told; otherwise neither is.
        var kept = moment == FailingDatabase.Moment.AfterCommit ? 1 : 0;
        Assert.That((await house.SizeAsync(), await ReleasesAsync(house)), Is.EqualTo((4L * kept, kept)));
        failing.FailAt = null;
        Assert.That((await DecideAsync(gate, house)).Permit, Is.Not.Null);
        Assert.That((await house.SizeAsync(), await ReleasesAsync(house)), Is.EqualTo((4L * (kept + 1), kept + 1)));
    }

    private static Task<Enforced<int>> DecideAsync(PolicyEnforcementPoint gate, TestGate house) => gate.DecideAsync(
        Social, Police, Police, (_, _) => ValueTask.FromResult(TestMatter.Contact(house)), (_, _, _) => ValueTask.FromResult(0), default);

    private static async Task<int> ReleasesAsync(TestGate house) =>
        (await house.RecipientKeys.ReleasesAsync(System.Buffers.Text.Base64Url.EncodeToString(new byte[32]), null, "", 10, default)).Count;
}
