using Gateway.Grpc.Fuzz;

namespace Gateway.Grpc.Tests.Fuzz;

/// <summary>
/// Malformed calls, frames and header blocks, the same ones each time, beside a well-behaved client. <c>tests/fuzz.sh grpc</c> sends
/// millions of others.
/// </summary>
public sealed class WireFuzzTests
{
    private const ulong Seed = 7;
    private const int Count = 24_000;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Test]
    public async Task Server_SentMalformedInput_AnswersAsTheSpecificationSays()
    {
        var report = await new FuzzRun(Seed, Count).RunAsync().WaitAsync(Bound);
        TestContext.Out.WriteLine(report);
        Assert.That(report.Failures, Is.Empty, "each names the seed and the conversation for tests/fuzz.sh grpc --only");
        Assert.That(report.Cases, Is.GreaterThanOrEqualTo(Count));
        Assert.That(report.Shares.Keys, Is.SupersetOf(FuzzRun.Mutations), "every mutation was sent");
        Assert.That(report.CanaryCalls, Is.GreaterThan(10));
        Assert.That(report.AbandonedConnections, Is.LessThanOrEqualTo(report.Shares["rapid reset"]));
        Assert.That(report.StayedBounded, Is.True, $"{report}");
    }

    [Test]
    public async Task Conversation_HeldAgain_SendsTheSame()
    {
        var run = new FuzzRun(Seed, count: 1);
        var (first, _, _) = await run.ReplayAsync(number: 5);
        var (second, _, _) = await run.ReplayAsync(number: 5);
        Assert.That(second, Is.EqualTo(first).And.Not.Empty);
    }
}
