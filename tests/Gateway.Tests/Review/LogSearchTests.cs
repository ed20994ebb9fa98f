using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Review;
using Gateway.Storage.Review;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Review;

/// <summary>A search stops at its bound and goes on behind it, and finds each entry once.</summary>
public sealed class LogSearchTests
{
    [Test]
    public async Task Search_OfAnActThatIsAboutSomebodyElseToo_ShowsItToNobodyWithAConflictToEither()
    {
        await using var house = await OpenAsync();
        var (parent, child, stranger) = (house.Person("parent"), house.Person("child"), house.Person("stranger"));
        await house.DoAsync(async work => await house.Cases.TryAddAsync(work, new CaseFile
        {
            Party = Social, Id = "g-1", Kind = CaseKind.Advice, Purpose = "care", Officers = ["lind"], OpenedAt = At,
        }, default));
        foreach (var (at, persons) in ((int, ReadOnlyMemory<byte>[])[])[(1, [parent, child]), (2, [stranger])])
        {
            house.Time.Now = At.AddSeconds(at);
            await house.Gate.RecordAsync(Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>([.. persons.Select(p => new EntryDraft
            {
                Kind = EntryKind.Record, Holder = Social, Subject = p, HolderView = new JsonObject { ["case"] = "theirs" },
            })]), default);
        }
        house.Time.Now = At.AddMinutes(1);
        var related = Officer(Social, "lind", AccessReview.Role) with { Conflicts = [house.Pseudonyms.OfficersMark(child)] };
        var call = new LegalCall(await house.CallerAsync(related), "g-1", "Logguppföljning.");
        var store = new SqlViewStore(house.Database);
        var search = new LogSearch(new LegalLookups(house.Gate, house.Registers, store), store, house.LogKeys);
        // What is sought in the sealed detail must not show in the number that is not shown.
        foreach (var sought in (string[])["theirs", "another"])
        {
            var steps = await search.SearchAsync(call, new LogQuery(At, DateTimeOffset.MaxValue) { Case = sought, Kind = EntryKind.Record }, default).ToListAsync();
            Assert.That(steps.SelectMany(s => s.Found).Select(f => f.Entry.Index), Is.EqualTo(sought == "theirs" ? [2L] : Array.Empty<long>()));
            Assert.That(steps[^1].NotShown, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Search_OfMoreThanOneCallOpens_StopsAndGoesOnBehind()
    {
        await using var house = await OpenAsync();
        await house.DoAsync(async work => await house.Cases.TryAddAsync(work, new CaseFile
        {
            Party = Social, Id = "g-1", Kind = CaseKind.Advice, Purpose = "care", Officers = ["lind"], OpenedAt = At,
        }, default));
        await house.Gate.RecordAsync(Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>([.. Enumerable.Range(0, 10).Select(i => new EntryDraft
        {
            Kind = EntryKind.Record, Holder = Social, HolderView = new JsonObject { ["case"] = i % 3 == 0 ? "sought" : "other" },
        })]), default);
        house.Time.Now = At.AddMinutes(1);
        var call = new LegalCall(await house.CallerAsync(Social, "lind", AccessReview.Role), "g-1", "Logguppföljning.");
        var store = new SqlViewStore(house.Database);
        var search = new LogSearch(new LegalLookups(house.Gate, house.Registers, store), store, house.LogKeys) { Bound = 4 };
        var query = new LogQuery(At, DateTimeOffset.MaxValue) { Case = "sought" };
        var first = await search.SearchAsync(call, query, default).ToListAsync();
        Assert.That((first[^1].Opened, first[^1].IsComplete, first[^1].Last), Is.EqualTo((4, false, 3L)));
        var second = await search.SearchAsync(call, query with { After = 3 }, default).ToListAsync();
        Assert.That((second[^1].Opened, second[^1].IsComplete, second[^1].Last), Is.EqualTo((4, false, 7L)));
        // What is left: two entries, and the three looks.
        var third = await search.SearchAsync(call, query with { After = 7 }, default).ToListAsync();
        var last = await search.SearchAsync(call, query with { After = third[^1].Last }, default).ToListAsync();
        Assert.That((third[^1].IsComplete, last[^1].IsComplete), Is.EqualTo((false, true)));
        Assert.That(new[] { first, second, third, last }.SelectMany(s => s).SelectMany(s => s.Found).Select(f => f.Entry.Index), Is.EqualTo([0L, 3, 6, 9]));
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(5)]
    [TestCase(10)]
    [TestCase(11)]
    public async Task Pages_OfAnySize_HaveEachEntryOnce(int size)
    {
        await using var house = await OpenAsync();
        await house.Gate.RecordAsync(Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>([.. Enumerable.Range(0, 10).Select(_ => new EntryDraft
        {
            Kind = EntryKind.Record, Holder = Social, HolderView = new JsonObject(),
        })]), default);
        var range = new ViewRange(Social, At.AddMinutes(-1), At.AddMinutes(1));
        var pages = await new SqlViewStore(house.Database).PagesAsync(range, default, size).ToListAsync();
        Assert.That(pages.Select(p => p.Count), Has.All.InRange(1, size));
        Assert.That(pages.SelectMany(p => p).Select(v => v.Entry.Index), Is.EqualTo(Enumerable.Range(0, 10)));
    }
}
