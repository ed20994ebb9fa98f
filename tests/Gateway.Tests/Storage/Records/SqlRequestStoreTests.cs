using Gateway.Records;
using Gateway.Storage.Records;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

public sealed class SqlRequestStoreTests
{
    private static readonly StoredRequest Request = new()
    {
        Id = "q1", Asker = Police, Holder = Social, Officer = "berg", Subject = Bytes(9), IsRefused = true, IdempotencyKey = "k1", Digest = Bytes(1),
        SealedContent = Bytes(2), SealedAnswer = Bytes(3), Reasons = Bytes(4), ReasonsSignature = "sig", ReasonsKey = Bytes(14),
        Waits = true, AskedAt = At,
    };

    private TestStore _store = null!;
    private SqlRequestStore _requests = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _requests = new SqlRequestStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMemberEachWay()
    {
        Assert.That(await AddAsync(Request), Is.True);
        var expected = Show(Request);
        Assert.That(Show(await _requests.FindAsync("q1", default)), Is.EqualTo(expected));
        Assert.That(Show(await _requests.FindByKeyAsync(Police, "k1", default)), Is.EqualTo(expected));
        Assert.That(Show(await _store.CommitAsync(work => _requests.FindAsync(work, "q1", default))), Is.EqualTo(expected));
    }

    [Test]
    public async Task Find_WithoutReasonsAndClosed_HasEveryMember()
    {
        var request = Request with { Reasons = default, ReasonsSignature = "", ReasonsKey = default, Waits = false, ClosedAt = At.AddDays(1) };
        await AddAsync(request);
        Assert.That(Show(await _requests.FindAsync("q1", default)), Is.EqualTo(Show(request)));
    }

    [Test]
    public async Task Find_InstantOfAnotherZoneAndFinerThanMilliseconds_IsUtcAndCutDown()
    {
        await AddAsync(Request with { AskedAt = At.AddTicks(9_999).ToOffset(TimeSpan.FromHours(2)) });
        var found = await _requests.FindAsync("q1", default);
        Assert.That(found?.AskedAt, Is.EqualTo(At));
        Assert.That(found?.AskedAt.Offset, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task Find_Unknown_IsNull()
    {
        await AddAsync(Request);
        Assert.That(await _requests.FindAsync("q2", default), Is.Null);
        Assert.That(await _store.CommitAsync(work => _requests.FindAsync(work, "q2", default)), Is.Null);
        Assert.That(await _requests.FindByKeyAsync(School, "k1", default), Is.Null, "another asker's key");
    }

    [Test]
    public async Task TryAdd_KeyUsed_IsFalseAndChangesNothing()
    {
        await AddAsync(Request);
        Assert.That(await AddAsync(Request with { Id = "q2" }), Is.False);
        Assert.That(await _requests.FindAsync("q2", default), Is.Null);
        Assert.That((await _requests.FindByKeyAsync(Police, "k1", default))?.Id, Is.EqualTo("q1"));
    }

    [Test]
    public async Task TryAdd_KeyOfAnotherAsker_IsTrue()
    {
        await AddAsync(Request);
        Assert.That(await AddAsync(Request with { Id = "q2", Asker = School }), Is.True);
    }

    [Test]
    public async Task TryAdd_IdUsed_Throws()
    {
        await AddAsync(Request);
        Assert.That(async () => await AddAsync(Request with { IdempotencyKey = "k2" }), Throws.InstanceOf<SqliteException>());
    }

    [Test]
    public async Task TryAdd_BeforeItsCommit_IsSeenInTheWorkAlone()
    {
        await _store.UndoAsync(async work =>
        {
            await _requests.TryAddAsync(work, Request, default);
            Assert.That(await _requests.FindAsync(work, "q1", default), Is.Not.Null);
            Assert.That(await _requests.FindAsync("q1", default), Is.Null);
        });
        Assert.That(await _requests.FindAsync("q1", default), Is.Null, "undone");
    }

    [Test]
    public async Task Waiting_SeveralRequests_AreThoseThatWaitForTheHolderOldestFirst()
    {
        await AddAsync(With("late", minutes: 3));
        await AddAsync(With("early", minutes: 1));
        await AddAsync(With("told", minutes: 2) with { Waits = false });
        await AddAsync(With("elsewhere", minutes: 2) with { Holder = School });
        await AddAsync(With("closed", minutes: 2));
        await _store.CommitAsync(work => _requests.CloseAsync(work, "closed", At.AddHours(1), default));
        Assert.That(await WaitingAsync(At, 10), Is.EqualTo(new[] { "early", "late" }));
        Assert.That(await WaitingAsync(At, 1), Is.EqualTo(new[] { "early" }), "the most asked for");
        Assert.That(await WaitingAsync(At, 1, after: "early"), Is.EqualTo(new[] { "late" }), "the next page");
        Assert.That(await WaitingAsync(At, 1, after: "late"), Is.Empty);
    }

    [Test]
    public async Task Waiting_AskedAtTheCutOff_IsNoMore()
    {
        await AddAsync(With("at", minutes: 0));
        await AddAsync(With("after", minutes: 0) with { AskedAt = At.AddMilliseconds(1) });
        Assert.That(await WaitingAsync(At, 10), Is.EqualTo(new[] { "after" }));
    }

    [Test]
    public async Task Close_OpenRequest_KeepsWhen()
    {
        await AddAsync(Request);
        await _store.CommitAsync(work => _requests.CloseAsync(work, "q1", At.AddHours(1), default));
        var found = await _requests.FindAsync("q1", default);
        Assert.That(Show(found), Is.EqualTo(Show(Request with { ClosedAt = At.AddHours(1) })));
    }

    [Test]
    public void Close_NoSuchRequest_Throws() =>
        Assert.That(async () => await _store.CommitAsync(work => _requests.CloseAsync(work, "q1", At, default)),
            Throws.InvalidOperationException);

    [Test]
    public async Task Assessments_AddedOverSeveralWorks_AreInTheirOrder()
    {
        await AddAsync(Request);
        await AddAsync(Request with { Id = "q2", IdempotencyKey = "k2" });
        foreach (var (id, box) in new[] { ("q1", 9), ("q2", 1), ("q1", 8), ("q1", 7) })
            await _store.CommitAsync(work => _requests.AddAssessmentAsync(work, id, Bytes((byte)box), default));
        var found = await _store.CommitAsync(work => _requests.AssessmentsAsync(work, "q1", default));
        Assert.That(found.Select(f => f.ToArray()), Is.EqualTo(new[] { Bytes(9), Bytes(8), Bytes(7) }));
    }

    [Test]
    public async Task Assessments_OfNone_AreEmpty()
    {
        await AddAsync(Request);
        Assert.That(await _store.CommitAsync(work => _requests.AssessmentsAsync(work, "q1", default)), Is.Empty);
    }

    [Test]
    public void AddAssessment_NoSuchRequest_Throws() =>
        Assert.That(async () => await _store.CommitAsync(work => _requests.AddAssessmentAsync(work, "q1", Bytes(9), default)),
            Throws.InstanceOf<SqliteException>());

    private static StoredRequest With(string id, int minutes) =>
        Request with { Id = id, IdempotencyKey = id, AskedAt = At.AddMinutes(minutes) };

    private Task<bool> AddAsync(StoredRequest request) =>
        _store.CommitAsync(work => _requests.TryAddAsync(work, request, default));

    private async Task<IEnumerable<string>> WaitingAsync(DateTimeOffset askedAfter, int most, string after = "") =>
        (await _requests.WaitingAsync(Social, askedAfter, after, most, default)).Select(r => r.Id);
}
