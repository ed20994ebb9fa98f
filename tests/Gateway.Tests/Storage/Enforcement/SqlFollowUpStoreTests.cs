using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Enforcement;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Enforcement;

public sealed class SqlFollowUpStoreTests
{
    private static readonly FollowUp FollowUp = new()
    {
        Id = "f1", Party = Police, Counterpart = Social, Kind = FollowUpKind.LogReview, Reference = "q1", Cause = "unusual-volume", Officer = "berg",
        MadeAt = At, DueAt = At.AddDays(7),
    };

    private TestStore _store = null!;
    private SqlFollowUpStore _followUps = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _followUps = new SqlFollowUpStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMember()
    {
        await AddAsync(FollowUp);
        Assert.That(Show(await FindAsync("f1")), Is.EqualTo(Show(FollowUp)));
        Assert.That(Show(await _followUps.OpenAsync(Police, 10, default)), Is.EqualTo(Show<FollowUp[]>([FollowUp])));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Find_OfAKind_KeepsIt(FollowUpKind kind)
    {
        await AddAsync(FollowUp with { Kind = kind });
        Assert.That((await FindAsync("f1"))?.Kind, Is.EqualTo(kind));
    }

    private static FollowUpKind[] Kinds() => Enum.GetValues<FollowUpKind>();

    [Test]
    public async Task Find_Unknown_IsNull()
    {
        await AddAsync(FollowUp);
        Assert.That(await FindAsync("f2"), Is.Null);
    }

    [Test]
    public async Task Find_EscalatedAndClosed_HasBothTimes()
    {
        await AddAsync(FollowUp);
        await _store.CommitAsync(work => _followUps.EscalateAsync(work, "f1", At.AddDays(8), default));
        await _store.CommitAsync(work => _followUps.CloseAsync(work, "f1", At.AddDays(9), default));
        Assert.That(Show(await FindAsync("f1")), Is.EqualTo(Show(FollowUp with { EscalatedAt = At.AddDays(8), DoneAt = At.AddDays(9) })));
    }

    [Test]
    public async Task Add_OpenOneOfTheKindReferenceAndCause_IsTheOnlyOneUntilItIsDone()
    {
        await AddAsync(FollowUp);
        await AddAsync(FollowUp with { Id = "f2", Officer = "another" });
        Assert.That(await FindAsync("f2"), Is.Null);
        await _store.CommitAsync(work => _followUps.CloseAsync(work, "f1", At, default));
        await AddAsync(FollowUp with { Id = "f3" });
        Assert.That(await FindAsync("f3"), Is.Not.Null);
    }

    [Test]
    public async Task Add_OfAnotherPartyKindReferenceOrCause_IsOneMore()
    {
        await AddAsync(FollowUp);
        await AddAsync(FollowUp with { Id = "f2", Party = Social });
        await AddAsync(FollowUp with { Id = "f3", Kind = FollowUpKind.PostReview });
        await AddAsync(FollowUp with { Id = "f4", Reference = "q2" });
        await AddAsync(FollowUp with { Id = "f5", Cause = "another" });
        Assert.That(await OpenAsync(Police), Is.EqualTo(["f1", "f3", "f4", "f5"]));
        Assert.That(await OpenAsync(Social), Is.EqualTo(["f2"]));
    }

    [Test]
    public async Task Open_SeveralFollowUps_AreThoseNotDoneMostUrgentFirst()
    {
        await AddAsync(With("late", days: 3));
        await AddAsync(With("early", days: 1));
        await AddAsync(With("done", days: 2));
        await AddAsync(With("elsewhere", days: 2) with { Party = School });
        await _store.CommitAsync(work => _followUps.CloseAsync(work, "done", At, default));
        Assert.That(await OpenAsync(Police), Is.EqualTo(["early", "late"]));
        Assert.That(await OpenAsync(Police, most: 1), Is.EqualTo(["early"]));
    }

    [Test]
    public async Task Open_OfTheOtherParty_IsSeenOnceEscalated()
    {
        await AddAsync(FollowUp);
        Assert.That(await OpenAsync(Social), Is.Empty);
        await _store.CommitAsync(work => _followUps.EscalateAsync(work, "f1", At, default));
        Assert.That(await OpenAsync(Social), Is.EqualTo(["f1"]));
        Assert.That(await OpenAsync(School), Is.Empty);
    }

    [Test]
    public async Task Close_ByKindAndReference_ClosesThatOneAlone()
    {
        await AddAsync(FollowUp);
        await AddAsync(FollowUp with { Id = "f2", Party = Social });
        await AddAsync(FollowUp with { Id = "f3", Kind = FollowUpKind.PostReview });
        await AddAsync(FollowUp with { Id = "f4", Reference = "q2" });
        await CloseAsync(At.AddHours(1));
        Assert.That(await OpenAsync(Police), Is.EqualTo(["f3", "f4"]));
        Assert.That(await OpenAsync(Social), Is.EqualTo(["f2"]));
        await CloseAsync(At.AddHours(2));
        Assert.That((await FindAsync("f1"))?.DoneAt, Is.EqualTo(At.AddHours(1)), "done is done");
    }

    [Test]
    public async Task PastDue_SeveralFollowUps_AreThoseWhoseTimeIsPastAndNobodyWasTold()
    {
        await AddAsync(With("second", days: 2));
        await AddAsync(With("first", days: 1));
        await AddAsync(With("now", days: 3));
        await AddAsync(With("done", days: 1));
        await AddAsync(With("told", days: 1));
        await _store.CommitAsync(work => _followUps.CloseAsync(work, "done", At, default));
        await _store.CommitAsync(work => _followUps.EscalateAsync(work, "told", At, default));
        Assert.That(Ids(await _followUps.PastDueAsync(At.AddDays(3), 10, default)), Is.EqualTo(["first", "second"]));
        Assert.That(Ids(await _followUps.PastDueAsync(At.AddDays(3), 1, default)), Is.EqualTo(["first"]));
        Assert.That(await _followUps.CountOverdueAsync(At.AddDays(3), default), Is.EqualTo(3), "what was told is still overdue");
        Assert.That(await _followUps.CountOverdueAsync(At.AddDays(1), default), Is.Zero);
    }

    private static FollowUp With(string id, int days) => FollowUp with { Id = id, Reference = id, DueAt = At.AddDays(days) };

    private static IEnumerable<string> Ids(IEnumerable<FollowUp> followUps) => followUps.Select(f => f.Id);

    private Task AddAsync(FollowUp followUp) => _store.CommitAsync(work => _followUps.AddAsync(work, followUp, default));

    private Task CloseAsync(DateTimeOffset at) =>
        _store.CommitAsync(work => _followUps.CloseAsync(work, Police, FollowUpKind.LogReview, "q1", at, default));

    private Task<FollowUp?> FindAsync(string id) => _store.CommitAsync(work => _followUps.FindAsync(work, id, default));

    private async Task<IEnumerable<string>> OpenAsync(PartyId party, int most = 10) => Ids(await _followUps.OpenAsync(party, most, default));
}
