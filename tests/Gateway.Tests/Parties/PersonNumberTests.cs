using Gateway.Parties;

namespace Gateway.Tests.Parties;

public sealed class PersonNumberTests
{
    private const string Origin = "https://github.com/personnummer/meta (Skatteverket's test numbers)";

    [TestCase("testpersonnummer.txt", false, 20000)]
    [TestCase("testsamordningsnummer.txt", true, 1000)]
    public void TryParse_PublishedTestNumbers_AreRead(string file, bool isCoordination, int least)
    {
        var numbers = File.ReadAllLines(OutsideVectors.Require($"sweden/personnummer/{file}", Origin)).Where(l => l.Length > 0).ToList();
        var wrong = numbers.Count(n => !PersonNumber.TryParse(n, out var read) || read.IsCoordinationNumber != isCoordination || read.Digits != n);
        Assert.That(wrong, Is.Zero);
        Assert.That(numbers, Has.Count.GreaterThanOrEqualTo(least));
    }

    [Test]
    public void TryParse_AnyOtherCheckDigit_IsRefused()
    {
        for (var digit = '0'; digit <= '9'; digit++)
            Assert.That(PersonNumber.TryParse($"19680102928{digit}", out _), Is.EqualTo(digit == '8'), $"{digit}");
    }

    [TestCase("")]
    [TestCase("6801029288")]
    [TestCase("19680102-9288")]
    [TestCase("196802309283")]
    [TestCase("19680102928８")]
    [TestCase("000000000000")]
    public void TryParse_NoSuchNumber_IsRefused(string text) => Assert.That(PersonNumber.TryParse(text, out _), Is.False);

    [Test]
    public void ToString_OfAPerson_SaysNothing()
    {
        Assert.That(PersonNumber.TryParse("196801029288", out var number));
        Assert.That($"{number} {Subject.Of(number)}", Does.Not.Contain("1968"));
    }

    [TestCase("2008-11-22", "2026-11-21", ExpectedResult = 17)]
    [TestCase("2008-11-22", "2026-11-22", ExpectedResult = 18)]
    [TestCase("2008-02-29", "2026-02-28", ExpectedResult = 17)]
    [TestCase("2008-02-29", "2026-03-01", ExpectedResult = 18)]
    [TestCase("2008-02-29", "2028-02-29", ExpectedResult = 20)]
    public int AgeOn(string born, string day) => SwedishTime.AgeOn(DateOnly.Parse(born), DateOnly.Parse(day));

    [TestCase("2026-11-21T22:59:59Z", "2026-11-21")]
    [TestCase("2026-11-21T23:00:00Z", "2026-11-22")]
    [TestCase("2026-06-30T21:59:59Z", "2026-06-30")]
    [TestCase("2026-06-30T22:00:00Z", "2026-07-01")]
    public void DayOf_BeginsAtMidnightInStockholm(string instant, string day) =>
        Assert.That(SwedishTime.DayOf(DateTimeOffset.Parse(instant)), Is.EqualTo(DateOnly.Parse(day)));
}
