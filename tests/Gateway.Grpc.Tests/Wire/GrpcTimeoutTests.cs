using Grpc.Wire;

namespace Gateway.Grpc.Tests.Wire;

public sealed class GrpcTimeoutTests
{
    [TestCase("1H", 3_600_000)]
    [TestCase("2M", 120_000)]
    [TestCase("10S", 10_000)]
    [TestCase("99999999m", 99_999_999)]
    [TestCase("5000u", 5)]
    [TestCase("1000000n", 1)]
    [TestCase("0S", 0)]
    public void TryParse_EveryUnit_IsRead(string text, long milliseconds)
    {
        Assert.That(GrpcTimeout.TryParse(text, out var timeout), Is.True);
        Assert.That(timeout, Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("S")]
    [TestCase("10")]
    [TestCase("10x")]
    [TestCase("+1S")]
    [TestCase(" 1S")]
    [TestCase("100000000S")]
    public void TryParse_Malformed_IsRefused(string? text) => Assert.That(GrpcTimeout.TryParse(text, out _), Is.False);

    [TestCase(0, "1n")]
    [TestCase(1, "1u")]
    [TestCase(10, "1u")]
    [TestCase(11, "2u")]
    [TestCase(10_000_000, "1000000u")]
    [TestCase(9_999_999_999, "1000000m")]
    [TestCase(10_000_000L * 60 * 60 * 24 * 365, "31536000S")]
    public void Format_ATimeout_IsNeverShorterAndFitsEightDigits(long ticks, string expected) =>
        Assert.That(GrpcTimeout.Format(TimeSpan.FromTicks(ticks)), Is.EqualTo(expected));

    [Test]
    public void Format_TheLongest_StillParses() =>
        Assert.That(GrpcTimeout.TryParse(GrpcTimeout.Format(TimeSpan.MaxValue), out _), Is.True);
}
