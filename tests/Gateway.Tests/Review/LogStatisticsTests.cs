using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Records.Retention;
using Gateway.Review;
using Gateway.Storage.Retention;
using Gateway.Storage.Review;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Review;

/// <summary>A month is counted once it is over, by the newest decision of each section, and stays as it was told.</summary>
public sealed class LogStatisticsTests
{
    private static readonly DateTimeOffset October = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);

    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open()
    {
        _house = await OpenAsync();
        await _house.DoAsync(async work => await _house.Cases.TryAddAsync(work, new CaseFile
        {
            Party = Social, Id = "g-1", Kind = CaseKind.Advice, Purpose = "care", Officers = ["lind"], OpenedAt = October,
        }, default));
    }

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Month_OfRequestsThatWaited_CountsEachOnceWithItsLeadTime()
    {
        for (var person = 0; person < 5; person++) await AskAsync(person, hoursToAnswer: person + 1);
        _house.Time.Now = At;
        var month = await MonthAsync();
        Assert.That(month.Counts.Select(c => $"{c.Dimension} {c.Group} {c.Count}"), Is.EqualTo(
            ["kind request 5", "outcome permit 5", "pair soc polisen 5", "provision lub-4 5"]));
        Assert.That((month.Total, month.MedianHours, month.NinetiethHours), Is.EqualTo((5, (int?)3, (int?)5)));
    }

    [Test]
    public async Task Month_ToldOnce_IsTheSameAfterAnErasure()
    {
        for (var person = 0; person < 6; person++) await AskAsync(person, hoursToAnswer: 1);
        _house.Time.Now = At;
        var before = await MonthAsync();
        await _house.DoAsync(async work =>
        {
            var command = Gateway.Storage.SqlWork.Of(work).Connection.CreateCommand();
            command.CommandText = "UPDATE log_views SET subject = NULL, sealed = x'' WHERE party = 'soc' AND idx < 4";
            await command.ExecuteNonQueryAsync();
        });
        var after = await MonthAsync();
        Assert.That((after.Total, string.Join(' ', after.Counts)), Is.EqualTo((before.Total, string.Join(' ', before.Counts))));
    }

    [Test]
    public async Task Month_NotCountedBeforeItsDetailsWereErasedByARule_IsRefusedAndNotTooSmall()
    {
        await PrunedAsync(EntryKind.Request, minutesIntoTheMonth: 1);
        Assert.That(await Refused.OfAsync(MonthAsync), Is.EqualTo(Refusal.WrongState));
    }

    [TestCase(EntryKind.Request, 0)]
    [TestCase(EntryKind.AuditLookup, 1)]
    public async Task Month_BehindWhatARuleHasErasedOrWithoutItsKind_IsCounted(EntryKind kind, int minutesIntoTheMonth)
    {
        await PrunedAsync(kind, minutesIntoTheMonth);
        Assert.That((await MonthAsync()).Total, Is.EqualTo(5));
    }

    [TestCase("2026-11")]
    [TestCase("2027-01")]
    [TestCase("2026-1")]
    [TestCase("oktober")]
    public async Task Month_ThatIsNotOverOrNone_IsRefused(string month)
    {
        var call = await CallAsync();
        Assert.That(await Refused.OfAsync(() => Statistics().OfMonthAsync(call, month, default)), Is.EqualTo(Refusal.BadField));
    }

    [Test]
    public async Task Month_BeginsAtMidnightInStockholm()
    {
        // 22:30 UTC on the last of September is half past midnight on the first of October.
        _house.Time.Now = new DateTimeOffset(2026, 9, 30, 22, 30, 0, TimeSpan.Zero);
        for (var person = 0; person < 5; person++) await AskAsync(person, hoursToAnswer: 0, keepsTime: true);
        _house.Time.Now = At;
        Assert.That((await MonthAsync()).Total, Is.EqualTo(5));
    }

    private LogStatistics Statistics() => new(new LegalLookups(_house.Gate, _house.Registers, new SqlViewStore(_house.Database)), _house.Gate, _house.Registers, new SqlViewStore(_house.Database),
        new SqlStatisticsStore(_house.Database), new SqlRetentionStore(_house.Database), _house.LogKeys);

    private async Task<MonthStatistics> MonthAsync() => (await Statistics().OfMonthAsync(await CallAsync(), "2026-10", default)).Statistics;

    private async Task<LegalCall> CallAsync() => new(await _house.CallerAsync(Social, "lind", AccessReview.Role), "g-1", "Årsberättelse.");

    /// <summary>Five requests in the month, and a rule that reaches so far into it.</summary>
    private async Task PrunedAsync(EntryKind kind, int minutesIntoTheMonth)
    {
        for (var person = 0; person < 5; person++) await AskAsync(person, hoursToAnswer: 1);
        _house.Time.Now = At;
        var cut = new RetentionCut(kind, 365, SwedishTime.StartOf(new DateOnly(2026, 10, 1)).AddMinutes(minutesIntoTheMonth), 1);
        await _house.DoAsync(work => new SqlRetentionStore(_house.Database).AddAsync(
            work, new RetentionRun("run", Social, "Gallring 1", At, 0, null, [new RetentionCount(cut)]), default));
    }

    /// <summary>Asked, told to wait, and permitted so many hours later.</summary>
    private async Task AskAsync(int person, int hoursToAnswer, bool keepsTime = false)
    {
        if (!keepsTime) _house.Time.Now = October.AddMinutes(person);
        var request = Identifiers.New(_house.Time.Now);
        foreach (var outcome in new[] { "awaiting-assessment", "permit" })
        {
            await _house.Gate.RecordAsync(Social, Police, Social, (_, _) => ValueTask.FromResult<IReadOnlyList<EntryDraft>>(
            [
                new EntryDraft
                {
                    Kind = EntryKind.Request, Holder = Social, Counterpart = Police, Subject = _house.Person($"{person}"),
                    HolderView = new JsonObject
                    {
                        ["reference"] = new JsonObject { ["request"] = request },
                        ["decision"] = new JsonArray(new JsonObject { ["section"] = "contact", ["outcome"] = outcome, ["provision"] = "lub-4" }),
                    },
                },
            ]), default);
            _house.Time.Now += TimeSpan.FromHours(hoursToAnswer);
        }
    }
}
