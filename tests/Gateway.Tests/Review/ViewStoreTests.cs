using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Review;
using Gateway.Storage.Review;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Review;

/// <summary>A party's views are found by their time, to the millisecond, page by page, and no other party's are.</summary>
public sealed class ViewStoreTests
{
    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open()
    {
        _house = await OpenAsync();
        for (var hour = 0; hour < 6; hour++)
        {
            _house.Time.Now = At.AddHours(hour);
            await AddAsync(hour % 2 == 0 ? Social : Police, $"{hour}");
        }
    }

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [TestCase(0, 6, "0 2 4")]
    [TestCase(2, 4, "2")]
    [TestCase(3, 4, "")]
    [TestCase(-9, 1, "0")]
    [TestCase(5, 9, "")]
    public async Task List_OfATime_HasTheFirstInstantAndNotTheLast(int from, int until, string expected) =>
        Assert.That(await FoundAsync(new ViewRange(Social, At.AddHours(from), At.AddHours(until))), Is.EqualTo(expected));

    [Test]
    public async Task List_OfAPerson_HasThatPersonAlone() => Assert.That(
        await FoundAsync(new ViewRange(Social, At, At.AddDays(1)) { Subject = _house.Person("2") }), Is.EqualTo("2"));

    [Test]
    public async Task List_PageByPage_HasEachOnce()
    {
        var (store, range) = (new SqlViewStore(_house.Database), new ViewRange(Social, At, At.AddDays(1)));
        var first = await store.ListAsync(range, -1, 2, default);
        var second = await store.ListAsync(range, first[^1].Entry.Index, 2, default);
        Assert.That(first.Concat(second).Select(v => v.Entry.Index), Is.EqualTo([0L, 2, 4]));
    }

    [Test]
    public async Task List_OfOneMillisecond_HasAllOfItsEntries()
    {
        // Ids of one millisecond are in no order: neither the first nor the last by id is the first or last in the log.
        _house.Time.Now = At.AddDays(2);
        for (var i = 0; i < 12; i++) await AddAsync(Social, $"{i}");
        Assert.That(await FoundAsync(new ViewRange(Social, At.AddDays(2), At.AddDays(3))), Is.EqualTo("0 1 2 3 4 5 6 7 8 9 10 11"));
    }

    [Test]
    public async Task List_AfterAClockThatWasBehind_HasBoth()
    {
        _house.Time.Now = At.AddDays(2).AddSeconds(5);
        await AddAsync(Social, "ahead");
        _house.Time.Now = At.AddDays(2);
        await AddAsync(Social, "behind");
        Assert.That(await FoundAsync(new ViewRange(Social, At.AddDays(2), At.AddDays(3))), Is.EqualTo("ahead behind"));
    }

    [Test]
    public async Task Find_OfAnothersEntry_IsNone()
    {
        var store = new SqlViewStore(_house.Database);
        Assert.That((await store.FindAsync(Social, 0, default))?.Entry.Index, Is.Zero);
        Assert.That(await store.FindAsync(Police, 0, default), Is.Null);
    }

    private Task AddAsync(Gateway.Parties.PartyId party, string what) => _house.Gate.RecordAsync(party, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>(
        [new EntryDraft { Kind = EntryKind.Record, Holder = party, Subject = _house.Person(what), HolderView = new JsonObject { ["what"] = what } }]), default);

    private async Task<string> FoundAsync(ViewRange range)
    {
        using var key = await _house.LogKeys.LeaseAsync(range.Party, default);
        var found = await new SqlViewStore(_house.Database).ListAsync(range, -1, 100, default);
        return string.Join(' ', found.Select(v => v.Entry.Open(key.Keys).ToObject()["what"]!.GetValue<string>()));
    }
}
