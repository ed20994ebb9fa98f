using Gateway.Audit;
using Gateway.Parties;
using Gateway.Review;

namespace Gateway.Tests.Review;

/// <summary>Each rule of log review finds what it looks for, and not what lies beside it.</summary>
public sealed class ReviewRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);

    private static readonly ReviewedAct Usual = new("r-1", "berg", EntryKind.Request, Noon, "investigate-crime", HasCase: true, Person(9));

    private static readonly ReviewRegister Register = new(
        new[] { Officer("berg", 1, 3), Officer("ek", 2) }.ToDictionary(o => o.Id), person => person);

    private static IEnumerable<TestCaseData> Acts()
    {
        yield return Case("", Usual);
        yield return Case("no-case", Usual with { HasCase = false });
        yield return Case("", Usual with { HasCase = false, Kind = EntryKind.Opening }, "an opening needs none");
        yield return Case("self", Usual with { Subject = Person(1) });
        yield return Case("colleague", Usual with { Subject = Person(2) });
        yield return Case("conflict-of-interest", Usual with { Subject = Person(3) });
        yield return Case("", Usual with { Subject = default }, "of nobody nothing is known");
        yield return Case("", Usual with { Subject = Person(2), Officer = "ek", HasCase = true }, "self, not colleague", "self");
        // 22:00 and 05:59 in Stockholm are 21:00 and 04:59 UTC in winter.
        yield return Case("unusual-hours", Usual with { At = new DateTimeOffset(2026, 11, 23, 21, 0, 0, TimeSpan.Zero) });
        yield return Case("", Usual with { At = new DateTimeOffset(2026, 11, 23, 20, 59, 0, TimeSpan.Zero) }, "21:59");
        yield return Case("unusual-hours", Usual with { At = new DateTimeOffset(2026, 11, 23, 4, 59, 0, TimeSpan.Zero) });
        yield return Case("", Usual with { At = new DateTimeOffset(2026, 11, 23, 5, 0, 0, TimeSpan.Zero) }, "06:00");
        yield return Case("", Usual with { At = new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.Zero), Purpose = "intervene-now" }, "danger has no hours");
    }

    [TestCaseSource(nameof(Acts))]
    public void Rules_OfAnAct_FindWhatTheyLookFor(ReviewedAct act, string expected) =>
        Assert.That(string.Join(' ', ReviewSelection.Of([act], Register, 0).Select(h => h.Cause)), Is.EqualTo(expected));

    [TestCase(49, 0)]
    [TestCase(50, 1)]
    public void Volume_OfADay_CountsMattersAndNotLooks(int acts, int expected)
    {
        var requests = Enumerable.Range(0, acts).Select(i => Usual with { Reference = $"r-{i}" });
        var looks = Enumerable.Range(0, 100).Select(i => Usual with { Reference = $"l-{i}", Kind = EntryKind.AuditLookup });
        var hits = ReviewSelection.Of([.. requests, .. looks], Register, 0);
        Assert.That(hits.Select(h => (h.Cause, h.Reference)), Is.EqualTo(
            Enumerable.Repeat((ReviewSelection.Volume, "berg/2026-11-23"), expected)));
    }

    [Test]
    public void Random_ChoosesSoManyOfThoseThatNoRuleHoldsOf()
    {
        ReviewedAct[] acts = [.. Enumerable.Range(0, 20).Select(i => Usual with { Reference = $"r-{i}" }), Usual with { Reference = "hit", HasCase = false }];
        var chosen = ReviewSelection.Of(acts, Register, 5).Where(h => h.Cause == ReviewSelection.Random).Select(h => h.Reference).ToList();
        Assert.That(chosen, Has.Count.EqualTo(5).And.Unique.And.No.Member("hit"));
        // By chance: twenty draws that are all the same would be one in 15504^19.
        Assert.That(Enumerable.Range(0, 20).Select(_ => string.Join(' ', ReviewSelection.Of(acts, Register, 5).Skip(1).Select(h => h.Reference).Order())).Distinct().Count(),
            Is.GreaterThan(1));
    }

    private static TestCaseData Case(string expected, ReviewedAct act, string why = "", string? instead = null) =>
        new TestCaseData(act, instead ?? expected).SetName($"Rules_OfAnAct_Find({instead ?? expected}{(why.Length > 0 ? $": {why}" : "")}) {act.At:HHmm} {act.Kind} {act.Subject.Length}{(act.Subject.IsEmpty ? "" : act.Subject.Span[0])}");

    private static Officer Officer(string id, byte person, params byte[] conflicts) => new()
    {
        Party = new PartyId("polisen"), Id = id, Person = Person(person), Conflicts = [.. conflicts.Select(Person)],
    };

    private static ReadOnlyMemory<byte> Person(byte id) => Enumerable.Repeat(id, 32).ToArray();
}
