using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Enforcement;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Enforcement;

public sealed class SqlCaseStoreTests
{
    private static readonly CaseFile File = new()
    {
        Party = Social, Id = "2026-17", Kind = CaseKind.ChildInvestigation, Purpose = "child-protection",
        Subject = Bytes(3), Officers = ["b2f1", "c4"], OpenedAt = At,
    };

    private readonly SqlCaseStore _cases = new();
    private TestStore _store = null!;

    [SetUp]
    public async Task Open() => _store = await TestStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMember()
    {
        Assert.That(await AddAsync(File), Is.True);
        Assert.That(Show(await FindAsync(Social)), Is.EqualTo(Show(File)));
    }

    [Test]
    public async Task Find_CaseAboutNobody_HasNoSubject()
    {
        await AddAsync(File with { Kind = CaseKind.Advice, Subject = default });
        var found = await FindAsync(Social);
        Assert.That(found, Is.Not.Null);
        Assert.That(found.Subject.IsEmpty, Is.True);
    }

    [Test]
    public async Task Find_OfAnotherParty_IsNull()
    {
        await AddAsync(File);
        Assert.That(await FindAsync(Police), Is.Null);
    }

    [Test]
    public async Task TryAdd_IdTaken_IsFalseAndChangesNothing()
    {
        await AddAsync(File);
        Assert.That(await AddAsync(File with { Purpose = "another" }), Is.False);
        Assert.That((await FindAsync(Social))?.Purpose, Is.EqualTo(File.Purpose));
    }

    [Test]
    public async Task TryAdd_IdOfAnotherPartys_IsTrue()
    {
        await AddAsync(File);
        Assert.That(await AddAsync(File with { Party = Police }), Is.True);
    }

    [Test]
    public async Task TryAdd_Undone_LeavesNothing()
    {
        await _store.UndoAsync(async work =>
        {
            await _cases.TryAddAsync(work, File, default);
            Assert.That(await _cases.FindAsync(work, Social, File.Id, default), Is.Not.Null, "its own writes are seen");
        });
        Assert.That(await FindAsync(Social), Is.Null);
    }

    [Test]
    public async Task Close_OpenCase_KeepsWhenAndTheRest()
    {
        var at = At.AddDays(3);
        await AddAsync(File);
        await _store.CommitAsync(work => _cases.CloseAsync(work, Social, File.Id, at, at.AddMonths(1), default));
        Assert.That(Show(await FindAsync(Social)), Is.EqualTo(Show(File with { ClosedAt = at })));
    }

    [Test]
    public async Task Close_OneOfTwoParties_LeavesTheOtherOpen()
    {
        await AddAsync(File);
        await AddAsync(File with { Party = Police });
        await _store.CommitAsync(work => _cases.CloseAsync(work, Social, File.Id, At, null, default));
        Assert.That((await FindAsync(Police))?.ClosedAt, Is.Null);
        Assert.That((await FindAsync(Social))?.ClosedAt, Is.EqualTo(At));
    }

    [Test]
    public void Close_NoSuchCase_Throws() =>
        Assert.That(async () => await _store.CommitAsync(work =>
            _cases.CloseAsync(work, Social, "none", At, null, default)), Throws.InvalidOperationException);

    private Task<bool> AddAsync(CaseFile file) => _store.CommitAsync(work => _cases.TryAddAsync(work, file, default));

    private Task<CaseFile?> FindAsync(PartyId party) =>
        _store.CommitAsync(work => _cases.FindAsync(work, party, File.Id, default));
}
