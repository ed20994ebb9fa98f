using Gateway.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

public sealed class SqlFormalDecisionStoreTests
{
    private TestStore _store = null!;
    private SqlFormalDecisionStore _decisions = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _decisions = new SqlFormalDecisionStore(_store.Database);
        await StoredRequests.AddAsync(_store, "q1", "q2", "q3");
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AskedOne_IsEmptyUntilItIsDecided()
    {
        Assert.That(await AskAsync("q1"), Is.True);
        Assert.That((await FindAsync("q1"))?.ToArray(), Is.Empty);
        await DecideAsync("q1");
        Assert.That((await FindAsync("q1"))?.ToArray(), Is.EqualTo(Bytes(5)));
    }

    [Test]
    public async Task Find_NotAskedFor_IsNull()
    {
        await AskAsync("q1");
        Assert.That(await FindAsync("q2"), Is.Null);
    }

    [Test]
    public async Task TryAsk_ASecondTime_IsFalseAlsoOnceDecided()
    {
        await AskAsync("q1");
        Assert.That(await AskAsync("q1"), Is.False);
        await DecideAsync("q1");
        Assert.That(await AskAsync("q1"), Is.False);
        Assert.That((await FindAsync("q1"))?.ToArray(), Is.EqualTo(Bytes(5)));
    }

    [Test]
    public async Task Asked_SeveralRequests_AreTheHoldersNotDecidedOldestFirst()
    {
        await AskAsync("q1", minutes: 2);
        await AskAsync("q2", minutes: 1);
        await AskAsync("q3", minutes: 0);
        await DecideAsync("q3");
        Assert.That(await _decisions.AskedAsync(Social, 10, default), Is.EqualTo(["q2", "q1"]));
        Assert.That(await _decisions.AskedAsync(Social, 1, default), Is.EqualTo(["q2"]));
        Assert.That(await _decisions.AskedAsync(School, 10, default), Is.Empty);
    }

    private Task<bool> AskAsync(string request, int minutes = 0) =>
        _store.CommitAsync(work => _decisions.TryAskAsync(work, request, Social, At.AddMinutes(minutes), default));

    private Task DecideAsync(string request) => _store.CommitAsync(work => _decisions.DecideAsync(work, request, Bytes(5), At.AddDays(1), At.AddDays(22), default));

    private Task<ReadOnlyMemory<byte>?> FindAsync(string request) => _store.CommitAsync(work => _decisions.FindAsync(work, request, default));
}
