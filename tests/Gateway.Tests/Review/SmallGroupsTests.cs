using Gateway.Review;

namespace Gateway.Tests.Review;

/// <summary>Small groups are in no figure, and no figure says how large they were.</summary>
public sealed class SmallGroupsTests
{
    [Test]
    public void LeaveOut_AGroupOfFour_IsInNoTableAndNoTotal()
    {
        var statistics = MonthStatistics.Of("2026-10", [.. Units(20, "common"), .. Units(4, "rare")]);
        Assert.That(statistics.Total, Is.EqualTo(20));
        Assert.That(statistics.Counts.Select(c => c.Group), Does.Contain("common").And.Not.Contain("rare"));
        Assert.That(statistics.Counts.GroupBy(c => c.Dimension).Select(d => d.Sum(c => c.Count)), Is.All.EqualTo(20));
    }

    [Test]
    public void LeaveOut_FiveUnitsOfOnePerson_AreAGroupOfOne() => Assert.That(
        SmallGroups.LeaveOut([.. Enumerable.Range(0, 5).Select(_ => Unit("lub-4", "permit", "samma"))]), Is.Empty);

    [Test]
    public void LeaveOut_FivePersons_AreTold() => Assert.That(SmallGroups.LeaveOut([.. Units(5, "lub-4")]), Has.Count.EqualTo(5));

    [Test]
    public void LeaveOut_AGroupThatBecomesSmallByAnother_GoesToo()
    {
        // Six of `a`, of which two are of the rare outcome: without them four are left.
        StatisticsUnit[] units =
        [
            .. Enumerable.Range(0, 4).Select(i => Unit("a", "permit", $"a{i}")), .. Enumerable.Range(4, 2).Select(i => Unit("a", "deny", $"a{i}")),
            .. Enumerable.Range(0, 9).Select(i => Unit("b", "permit", $"b{i}")),
        ];
        Assert.That(MonthStatistics.Of("2026-10", units).Counts.Select(c => c.Group), Is.EquivalentTo(["request", "permit", "soc polisen", "b"]));
    }

    [Test]
    public void Statistics_WithASmallGroupOfAnySize_AreTheSame()
    {
        // Every table that differs in what is left out alone is one and the same, figure by figure: no difference brings it back.
        foreach (var (others, seed) in from others in new[] { 5, 9, 31 } from seed in Enumerable.Range(0, 16) select (others, seed))
        {
            var common = Units(others, "common").ToList();
            var told = Enumerable.Range(0, SmallGroups.Fewest).Select(size => MonthStatistics.Of("2026-10",
                [.. common, .. Enumerable.Range(0, size).Select(i => Unit("rare", (seed >> i) % 2 == 0 ? "permit" : "deny", $"r{i}"))])).ToList();
            foreach (var other in told)
                Assert.That((other.Total, other.MedianHours, string.Join(' ', other.Counts)),
                    Is.EqualTo((told[0].Total, told[0].MedianHours, string.Join(' ', told[0].Counts))));
        }
    }

    [Test]
    public void Statistics_OfLeadTimes_AreOfFivePersonsAtLeast()
    {
        var few = MonthStatistics.Of("2026-10", [.. Units(4, "a", TimeSpan.FromHours(3)), .. Units(5, "a", null, "utan")]);
        Assert.That((few.Total, few.MedianHours), Is.EqualTo((9, (int?)null)));
        var enough = MonthStatistics.Of("2026-10", [.. Enumerable.Range(1, 10).Select(i => Unit("a", "permit", $"p{i}", TimeSpan.FromHours(i)))]);
        Assert.That((enough.MedianHours, enough.NinetiethHours), Is.EqualTo((5, 9)));
    }

    private static IEnumerable<StatisticsUnit> Units(int count, string provision, TimeSpan? leadTime = null, string person = "p") =>
        Enumerable.Range(0, count).Select(i => Unit(provision, "permit", $"{person}{provision}{i}", leadTime));

    private static StatisticsUnit Unit(string provision, string outcome, string person, TimeSpan? leadTime = null) =>
        new("request", "soc polisen", provision, outcome, leadTime, new HashSet<string> { person });
}
