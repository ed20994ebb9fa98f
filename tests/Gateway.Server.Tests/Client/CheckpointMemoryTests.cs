using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Client;

namespace Gateway.Server.Tests.Client;

public sealed class CheckpointMemoryTests
{
    private TwoParties _parties = null!; // set before each test

    [SetUp]
    public void SetUp() => _parties = new TwoParties();

    [TearDown]
    public async Task TearDown() => await _parties.DisposeAsync();

    [Test]
    public async Task TrustAsync_LogGrows_RemembersTheNewestAcrossRestarts()
    {
        await TrustAsync(await _parties.Log.GrowAsync(3));
        var newest = await _parties.Log.GrowAsync(4);
        await TrustAsync(newest);

        using var reopened = ClientState.Open(_parties.StateFile);
        var memory = new CheckpointMemory(reopened, SqliteLog.KeysOf(reopened), _parties.Log.ProofsAsync);
        Assert.That(memory.Newest, Is.EqualTo(newest));
    }

    [Test]
    public async Task TrustAsync_OlderCheckpointOfTheSameLog_IsTrustedAndTheNewestStays()
    {
        var older = await _parties.Log.GrowAsync(3);
        var newest = await _parties.Log.GrowAsync(4);
        await TrustAsync(newest);
        await TrustAsync(older);
        Assert.That(_parties.Memory().Newest, Is.EqualTo(newest));
    }

    [TestCase(2, 5, TestName = "TrustAsync_ForkIsLarger_Refuses")]
    [TestCase(5, 2, TestName = "TrustAsync_ForkIsSmaller_Refuses")]
    [TestCase(4, 4, TestName = "TrustAsync_ForkHasTheSameSize_Refuses")]
    public async Task TrustAsync_Forked_Refuses(int seen, int shown)
    {
        var remembered = await _parties.Log.GrowAsync(seen);
        await TrustAsync(remembered);
        await using var fork = new SqliteLog();
        var contradicting = await fork.GrowAsync(shown);

        // The forked log proves what it can: of itself.
        await fork.GrowAsync(8);
        var memory = new CheckpointMemory(_parties.State, SqliteLog.KeysOf(_parties.State), fork.ProofsAsync);
        Assert.That(() => memory.TrustAsync(contradicting, CancellationToken.None).AsTask(), Throws.InstanceOf<LogForkedException>()
            .With.Property(nameof(LogForkedException.Remembered)).EqualTo(remembered.Note)
            .And.Property(nameof(LogForkedException.Contradicting)).EqualTo(contradicting.Note));
        Assert.That(memory.Newest, Is.EqualTo(remembered));
    }

    [Test]
    public async Task TrustAsync_LogRolledBackAndCannotProve_Refuses()
    {
        var older = await _parties.Log.GrowAsync(2);
        await TrustAsync(await _parties.Log.GrowAsync(3));
        await using var rolledBack = new SqliteLog();
        await rolledBack.GrowAsync(2);

        var memory = new CheckpointMemory(_parties.State, SqliteLog.KeysOf(_parties.State), rolledBack.ProofsAsync);
        Assert.That(() => memory.TrustAsync(older, CancellationToken.None).AsTask(), Throws.InstanceOf<LogForkedException>());
    }

    [Test]
    public async Task TrustNewestAsync_NewestIsOlderThanWhatWasSeen_Refuses()
    {
        var older = await _parties.Log.GrowAsync(2);
        await TrustAsync(await _parties.Log.GrowAsync(3));
        var memory = _parties.Memory();

        // The proof is there: only that it is called the newest is wrong.
        Assert.That(() => memory.TrustAsync(older, CancellationToken.None).AsTask(), Throws.Nothing);
        Assert.That(() => memory.TrustNewestAsync(_ => Task.FromResult(older.Note), CancellationToken.None).AsTask(), Throws.InstanceOf<LogForkedException>());
    }

    [Test]
    public async Task TrustNewestAsync_LogGrew_RemembersIt()
    {
        await TrustAsync(await _parties.Log.GrowAsync(2));
        var newest = await _parties.Log.GrowAsync(1);
        await _parties.Memory().TrustNewestAsync(_ => Task.FromResult(newest.Note), CancellationToken.None);
        Assert.That(_parties.Memory().Newest, Is.EqualTo(newest));
    }

    [Test]
    public async Task TrustAsync_ProofCannotBeHad_BelievesAndRemembersNothing()
    {
        var seen = await _parties.Log.GrowAsync(2);
        await TrustAsync(seen);
        var newer = await _parties.Log.GrowAsync(1);
        var memory = new CheckpointMemory(_parties.State, SqliteLog.KeysOf(_parties.State),
            (_, _, _) => throw new GatewayException(GatewayFailure.Unavailable, "away", []));

        Assert.That(() => memory.TrustAsync(newer, CancellationToken.None).AsTask(), Throws.InstanceOf<GatewayException>());
        Assert.That(memory.Newest, Is.EqualTo(seen));
    }

    [Test]
    public async Task TrustAsync_SignedByAnotherKey_Refuses()
    {
        await using var other = new SqliteLog(new LogSigner("log.example", RandomNumberGenerator.GetBytes(32)));
        var checkpoint = await other.GrowAsync(1);
        Assert.That(() => TrustAsync(checkpoint), Throws.InstanceOf<ReceiptRefusedException>());
        Assert.That(_parties.Memory().Newest, Is.Null);
    }

    [Test]
    public async Task TrustAsync_EmptyTree_Refuses()
    {
        var empty = await _parties.Log.CheckpointAsync();
        Assert.That(() => TrustAsync(empty), Throws.InstanceOf<ReceiptRefusedException>().With.Message.Contains("empty tree"));
    }

    private Task TrustAsync(Checkpoint checkpoint) => _parties.Memory().TrustAsync(checkpoint, CancellationToken.None).AsTask();
}
