using Gateway.Audit;
using Gateway.Client;

namespace Gateway.Server.Tests.Client;

/// <summary>What a party believes of a log whose key was handed over: to the second at size 5.</summary>
public sealed class LogKeyMemoryTests
{
    private static readonly LogSigner[] Keys = [.. Enumerable.Range(0, 4).Select(i => new LogSigner("log.example", [.. Enumerable.Repeat((byte)i, 32)]))];

    private TwoParties _parties = null!; // set before each test
    private List<string> _told = [];
    private int _asked;

    [SetUp]
    public void SetUp() => (_parties, _told, _asked) = (new TwoParties(), [Succession(0, 1, 5)], 0);

    [TearDown]
    public async Task TearDown() => await _parties.DisposeAsync();

    [Test]
    public async Task TrustsAsync_ANewKey_IsLearnedOnceAndRememberedAcrossRestarts()
    {
        var memory = Memory();
        Assert.That(await memory.TrustsAsync(Signed(0, 3), CancellationToken.None));
        Assert.That(_asked, Is.Zero, "the known key needs no question");
        Assert.That(await memory.TrustsAsync(Signed(1, 6), CancellationToken.None));
        Assert.That(await memory.TrustsAsync(Signed(1, 7), CancellationToken.None));
        Assert.That(_asked, Is.EqualTo(1));
        Assert.That(await Memory().TrustsAsync(Signed(1, 8), CancellationToken.None));
        Assert.That(await Memory().TrustsAsync(Signed(0, 2), CancellationToken.None), "what the earlier key signed then");
        Assert.That(_asked, Is.EqualTo(1));
    }

    [Test]
    public async Task TrustsAsync_TheEarlierKeyAfterTheSuccession_No()
    {
        var memory = Memory();
        Assert.That(await memory.TrustsAsync(Signed(1, 6), CancellationToken.None));
        Assert.That(await memory.TrustsAsync(Signed(0, 6), CancellationToken.None), Is.False, "somebody has the earlier key");
        Assert.That(await memory.TrustsAsync(Signed(2, 6), CancellationToken.None), Is.False);
    }

    [Test]
    public async Task TrustsAsync_AnotherStoryThanRemembered_IsAFork()
    {
        Assert.That(await Memory().TrustsAsync(Signed(1, 6), CancellationToken.None));
        _told = [Succession(0, 2, 5)];
        Assert.That(() => Memory().TrustsAsync(Signed(2, 6), CancellationToken.None).AsTask(), Throws.InstanceOf<LogForkedException>());
        _told = [];
        Assert.That(() => Memory().TrustsAsync(Signed(2, 6), CancellationToken.None).AsTask(), Throws.InstanceOf<LogForkedException>());
        _told = [Succession(0, 1, 5), Succession(1, 2, 9)];
        Assert.That(await Memory().TrustsAsync(Signed(2, 10), CancellationToken.None), "what goes on from it is learned");
    }

    [Test]
    public void TrustsAsync_WhatLeadsNowhere_IsRefusedAndNotKept()
    {
        foreach (var told in (List<string>[])[[Succession(1, 2, 5)], [Succession(0, 1, 5), Succession(2, 3, 6)], [Succession(0, 1, 5), Succession(1, 2, 4)], ["no note\n"]])
        {
            _told = told;
            Assert.That(() => Memory().TrustsAsync(Signed(2, 9), CancellationToken.None).AsTask(), Throws.InstanceOf<ReceiptRefusedException>());
        }
        _told = [Succession(0, 1, 5)];
        Assert.That(async () => await Memory().TrustsAsync(Signed(1, 6), CancellationToken.None), Is.True);
    }

    [Test]
    public async Task VerifyAsync_ReceiptsBeforeAndAfterARotation_AreBelieved()
    {
        await using var log = new SqliteLog(Keys[0]);
        var memory = new CheckpointMemory(_parties.State, Memory(), log.ProofsAsync);
        var before = await log.GrowAsync(3);
        var rotation = await log.RotateAsync(Keys[1]);
        _told = [.. (await log.SuccessionsAsync()).Select(s => s.Note)];
        var after = await log.GrowAsync(2);
        foreach (var checkpoint in (Checkpoint[])[after, rotation, before]) await memory.TrustAsync(checkpoint, CancellationToken.None);
        Assert.That(memory.Newest, Is.EqualTo(after));
    }

    private LogKeyMemory Memory() => new(_parties.State, Keys[0].Verifier, _ =>
    {
        _asked++;
        return ValueTask.FromResult<IReadOnlyList<string>>(_told);
    });

    private static Checkpoint Signed(int key, long size) => Keys[key].Sign(size, new byte[32]);

    private static string Succession(int from, int to, long size) => KeySuccession.Make(Keys[from], Keys[to], size).Note;
}
