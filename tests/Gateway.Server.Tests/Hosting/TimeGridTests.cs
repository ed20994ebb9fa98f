using Gateway.Server.Hosting;
using Gateway.Server.Tests.Keys;

namespace Gateway.Server.Tests.Hosting;

internal sealed class TimeGridTests
{
    [TestCase(0, 250)]
    [TestCase(1, 250)]
    [TestCase(249, 250)]
    [TestCase(250, 500)]
    [TestCase(251, 500)]
    [TestCase(1999, 2000)]
    public async Task Leave_CallTookSoLong_WaitsForTheNextInstant(int took, int leaves)
    {
        var time = new ManualTime();
        var began = time.GetTimestamp();
        time.Advance(TimeSpan.FromMilliseconds(took));
        var leaving = new TimeGrid(time).LeaveAsync(began, CancellationToken.None);
        time.Advance(TimeSpan.FromMilliseconds(leaves - took) - TimeSpan.FromTicks(1));
        Assert.That(leaving.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromTicks(1));
        await leaving.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Leave_CallerIsGone_EndsTheWait()
    {
        using var gone = new CancellationTokenSource();
        var time = new ManualTime();
        var leaving = new TimeGrid(time).LeaveAsync(time.GetTimestamp(), gone.Token);
        gone.Cancel();
        Assert.That(async () => await leaving, Throws.InstanceOf<OperationCanceledException>());
    }
}
