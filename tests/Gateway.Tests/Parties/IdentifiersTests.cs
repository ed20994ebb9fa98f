using Gateway.Parties;

namespace Gateway.Tests.Parties;

public sealed class IdentifiersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void New_AtAnInstant_BeginsWithItsMilliseconds() =>
        Assert.That(Identifiers.New(Noon), Does.Match($"^{Noon.ToUnixTimeMilliseconds():x12}[0-9a-f]{{20}}$"));

    [Test]
    public void New_AtOneInstant_NoTwoAreAlike() =>
        Assert.That(Enumerable.Range(0, 1000).Select(_ => Identifiers.New(Noon)), Is.Unique);

    [Test]
    public void New_Later_StandsBehind() =>
        Assert.That(
            string.CompareOrdinal(Identifiers.New(Noon), Identifiers.New(Noon.AddMilliseconds(1))), Is.Negative);
}
