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
        for (var batch = 0; batch < 21; batch++)
            await house.Gate.RecordAsync(Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>([.. Enumerable.Range(0, 500).Select(i => new EntryDraft
            {
                Kind = EntryKind.Record, Holder = Social, HolderView = new JsonObject { ["case"] = i == 499 ? "sought" : "other" },
            })]), default);
        house.Time.Now = At.AddMinutes(1);
        var call = new LegalCall(await house.CallerAsync(Social, "lind", AccessReview.Role), "g-1", "Logguppföljning.");
        var store = new SqlViewStore(house.Database);
        var search = new LogSearch(new LegalLookups(house.Gate, house.Registers, store), store, house.LogKeys);
        var query = new LogQuery(At, DateTimeOffset.MaxValue) { Case = "sought" };
        var first = await search.SearchAsync(call, query, default).ToListAsync();
        Assert.That((first[^1].Opened, first[^1].IsComplete, first[^1].Last), Is.EqualTo((LogSearch.Most, false, 9999L)));
        var second = await search.SearchAsync(call, query with { After = first[^1].Last }, default).ToListAsync();
        Assert.That(second[^1].IsComplete);
        Assert.That(first.Concat(second).SelectMany(s => s.Found).Select(f => f.Entry.Index), Is.EqualTo(Enumerable.Range(1, 21).Select(b => b * 500L - 1)));
    }
}
