using Gateway.Alerts;
using Gateway.Storage.Alerts;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Alerts;

public sealed class SqlAlertStoreTests
{
    private static readonly StoredAlert Alert = new()
    {
        Id = "a1", Sender = Police, Receiver = Social, IdempotencyKey = "k1", Digest = Bytes(1),
        Purpose = "child-protection", Urgency = AlertUrgency.Immediate, Categories = ["contact", "suspicion"],
        SealedContent = Bytes(2), SealedAnswer = Bytes(3), State = AlertState.Stored,
        StoredAt = At, OpenBefore = At.AddDays(1),
    };

    private static readonly StoredAlertSection[] Sections =
    [
        new("s-2", "suspicion", Bytes(4), Bytes(5), "sig2", Bytes(8)),
        new("s-1", "contact", Bytes(6), Bytes(7), "sig1", Bytes(9)),
    ];

    private TestStore _store = null!;
    private SqlAlertStore _alerts = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _alerts = new SqlAlertStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMemberEachWay()
    {
        Assert.That(await AddAsync(Alert), Is.True);
        var expected = Show(Alert);
        Assert.That(Show(await _alerts.FindAsync("a1", default)), Is.EqualTo(expected));
        Assert.That(Show(await _alerts.FindByKeyAsync(Police, "k1", default)), Is.EqualTo(expected));
        Assert.That(Show(await _store.CommitAsync(work => _alerts.FindAsync(work, "a1", default))), Is.EqualTo(expected));
    }

    [Test]
    public async Task Find_Unknown_IsNull()
    {
        await AddAsync(Alert);
        Assert.That(await _alerts.FindAsync("a2", default), Is.Null);
        Assert.That(await _store.CommitAsync(work => _alerts.FindAsync(work, "a2", default)), Is.Null);
        Assert.That(await _alerts.FindByKeyAsync(Social, "k1", default), Is.Null, "another sender's key");
    }

    [Test]
    public async Task Sections_AddedWithTheAlert_HaveEveryMemberInTheirOrder()
    {
        await AddAsync(Alert);
        await AddAsync(Alert with { Id = "a2", IdempotencyKey = "k2" });
        var found = await _store.CommitAsync(work => _alerts.SectionsAsync(work, "a1", default));
        Assert.That(Show(found), Is.EqualTo(Show(Sections)));
    }

    [Test]
    public async Task TryAdd_KeyUsed_IsFalseAndChangesNothing()
    {
        await AddAsync(Alert);
        Assert.That(await AddAsync(Alert with { Id = "a2" }), Is.False);
        Assert.That(await _alerts.FindAsync("a2", default), Is.Null);
        Assert.That(await _alerts.StatesAsync("a2", default), Is.Empty);
        Assert.That(await _alerts.StatesAsync("a1", default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TryAdd_KeyOfAnotherSender_IsTrue()
    {
        await AddAsync(Alert);
        Assert.That(await AddAsync(Alert with { Id = "a2", Sender = School }), Is.True);
    }

    [Test]
    public async Task TryAdd_IdUsed_Throws()
    {
        await AddAsync(Alert);
        Assert.That(async () => await AddAsync(Alert with { IdempotencyKey = "k2" }), Throws.InstanceOf<SqliteException>());
    }

    [Test]
    public async Task TryAdd_BeforeItsCommit_IsSeenInTheWorkAlone()
    {
        await _store.UndoAsync(async work =>
        {
            await _alerts.TryAddAsync(work, Alert, Sections, default);
            await _alerts.AddEventAsync(work, Social, "a1", AlertState.Stored, false, default);
            Assert.That(await _alerts.FindAsync(work, "a1", default), Is.Not.Null);
            Assert.That(await _alerts.FindAsync("a1", default), Is.Null);
            Assert.That(await _alerts.EventsAsync(Social, 0, 10, default), Is.Empty);
        });
        Assert.That(await _alerts.FindAsync("a1", default), Is.Null, "undone");
        Assert.That(await _alerts.EventsAsync(Social, 0, 10, default), Is.Empty);
    }

    [Test]
    public async Task SetState_SeveralTimes_KeepsEachInItsOrder()
    {
        await AddAsync(Alert);
        await AddAsync(Alert with { Id = "a2", IdempotencyKey = "k2" });
        // The clock may be set back; the order is that of the works.
        await MoveAsync("a1", AlertState.Opened, minutes: 5);
        await MoveAsync("a1", AlertState.Acknowledged, minutes: 4);
        Assert.That(await _alerts.StatesAsync("a1", default), Is.EqualTo(new[]
        {
            (AlertState.Stored, At), (AlertState.Opened, At.AddMinutes(5)),
            (AlertState.Acknowledged, At.AddMinutes(4)),
        }));
        Assert.That((await _alerts.FindAsync("a1", default))?.State, Is.EqualTo(AlertState.Acknowledged));
        Assert.That((await _alerts.FindAsync("a2", default))?.State, Is.EqualTo(AlertState.Stored));
    }

    [Test]
    public void SetState_NoSuchAlert_Throws() =>
        Assert.That(async () => await MoveAsync("a1", AlertState.Opened, minutes: 1), Throws.InvalidOperationException);

    [Test]
    public async Task Events_OfOneParty_AreInOrderWithTheAlertAsItIsNow()
    {
        await AddAsync(Alert);
        await TellAsync(AlertState.Stored);
        await _store.CommitAsync(work => _alerts.AddEventAsync(work, Police, "a1", AlertState.Delivered, false, default));
        await TellAsync(AlertState.Overdue, isForDutyContact: true);
        await MoveAsync("a1", AlertState.Overdue, minutes: 9);
        var now = Alert with { State = AlertState.Overdue };
        var found = await _alerts.EventsAsync(Social, 0, 10, default);
        Assert.That(Show(found), Is.EqualTo(Show<AlertEvent[]>(
            [new(1, now, AlertState.Stored, false), new(3, now, AlertState.Overdue, true)])));
    }

    [TestCase(0, 2, new long[] { 1, 2 })]
    [TestCase(1, 10, new long[] { 2, 3 })]
    [TestCase(3, 10, new long[0])]
    public async Task Events_AfterANumber_AreTheNextOnes(long after, int most, long[] expected)
    {
        await AddAsync(Alert);
        for (var i = 0; i < 3; i++) await TellAsync(AlertState.Stored);
        var found = await _alerts.EventsAsync(Social, after, most, default);
        Assert.That(found.Select(e => e.Number), Is.EqualTo(expected));
    }

    [Test]
    public async Task Events_OneUndoneBetweenTwo_LeavesNoGap()
    {
        await AddAsync(Alert);
        await TellAsync(AlertState.Stored);
        await _store.UndoAsync(work => _alerts.AddEventAsync(work, Social, "a1", AlertState.Opened, false, default));
        await TellAsync(AlertState.Overdue);
        var found = await _alerts.EventsAsync(Social, 0, 10, default);
        Assert.That(found.Select(e => (e.Number, e.State)),
            Is.EqualTo(new[] { (1L, AlertState.Stored), (2L, AlertState.Overdue) }));
    }

    [Test]
    public async Task PastDeadline_SeveralAlerts_AreThoseUnopenedAtTheirDeadlineEarliestFirst()
    {
        await AddAsync(With("at", AlertState.Stored, minutes: 10));
        await AddAsync(With("before", AlertState.Delivered, minutes: 9));
        await AddAsync(With("later", AlertState.Stored, minutes: 10) with { OpenBefore = At.AddMinutes(10).AddMilliseconds(1) });
        AlertState[] others =
            [AlertState.Opened, AlertState.Acknowledged, AlertState.Overdue, AlertState.Recalled, AlertState.Withheld];
        foreach (var state in others)
            await AddAsync(With($"{state}", state, minutes: 1));
        Assert.That(await PastAsync(10), Is.EqualTo(new[] { "before", "at" }));
        Assert.That(await PastAsync(1), Is.EqualTo(new[] { "before" }), "the most asked for");
    }

    [Test]
    public async Task PastDeadline_ToldOfOnceAndThenDelivered_IsNotToldOfAgain()
    {
        await AddAsync(With("a1", AlertState.Stored, minutes: 1));
        await MoveAsync("a1", AlertState.Overdue, minutes: 2);
        await MoveAsync("a1", AlertState.Delivered, minutes: 3);
        Assert.That(await PastAsync(10), Is.Empty);
    }

    [Test]
    public async Task CountOverdue_OneOfThreeOpenedSince_CountsTwo()
    {
        Assert.That(await _alerts.CountOverdueAsync(default), Is.Zero);
        foreach (var id in (string[])["a1", "a2", "a3"]) await AddAsync(With(id, AlertState.Overdue, minutes: 1));
        await AddAsync(With("a4", AlertState.Stored, minutes: 1));
        await MoveAsync("a2", AlertState.Opened, minutes: 2);
        Assert.That(await _alerts.CountOverdueAsync(default), Is.EqualTo(2));
    }

    private static StoredAlert With(string id, AlertState state, int minutes) =>
        Alert with { Id = id, IdempotencyKey = id, State = state, OpenBefore = At.AddMinutes(minutes) };

    private Task<bool> AddAsync(StoredAlert alert) =>
        _store.CommitAsync(work => _alerts.TryAddAsync(work, alert, Sections, default));

    private Task MoveAsync(string id, AlertState to, int minutes) =>
        _store.CommitAsync(work => _alerts.SetStateAsync(work, id, to, At.AddMinutes(minutes), default));

    private Task TellAsync(AlertState state, bool isForDutyContact = false) =>
        _store.CommitAsync(work => _alerts.AddEventAsync(work, Social, "a1", state, isForDutyContact, default));

    private async Task<IEnumerable<string>> PastAsync(int most) =>
        (await _alerts.PastDeadlineAsync(At.AddMinutes(10), most, default)).Select(a => a.Id);
}
