using Gateway.Audit;

namespace Gateway.Tests.Audit;

public sealed class LogVerifierTests
{
    private const string Origin = "https://github.com/transparency-dev/tessera (testdata/log)";

    private static readonly LogSigner Signer = new("log.example", new byte[32]);

    [Test]
    public async Task VerifyAsync_OutsideLogAtEverySize_IsSound([Range(0, 10)] int size)
    {
        var folder = OutsideVectors.Require("tlog/tessera-testlog", Origin);
        var key = NoteVerifier.Parse((await File.ReadAllTextAsync(Path.Combine(folder, "log.vkey"))).Trim());
        var found = await LogVerifier.VerifyAsync(new SizedFolder(folder, size), key, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, Is.Null);
        Assert.That(found.Checkpoint?.Size, Is.EqualTo(size));
    }

    [Test]
    public async Task VerifyAsync_OutsideLogUnderAnotherKey_NamesTheCheckpoint()
    {
        var folder = OutsideVectors.Require("tlog/tessera-testlog", Origin);
        var found = await LogVerifier.VerifyAsync(new SizedFolder(folder, 10), Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, Does.Contain("`checkpoint` is not signed"));
    }

    [Test]
    public async Task VerifyAsync_OwnLogAcrossTiles_IsSound([Values(1, 255, 256, 257, 513, 66_000)] int size)
    {
        var found = await LogVerifier.VerifyAsync(new TileMemory(Signer, size), Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, Is.Null);
    }

    [TestCase("tile/entries/000", 2, 0)]
    [TestCase("tile/entries/000", 6 * 100 + 3, 100)]
    [TestCase("tile/entries/000", 6 * 100 + 1, 100, TestName = "VerifyAsync_LengthOfAnEntryChanged_NamesThatEntry")]
    [TestCase("tile/entries/002.p/88", 6 * 87 + 5, 599)]
    [TestCase("tile/0/001", 32 * 5, 261)]
    [TestCase("tile/0/002.p/88", 32 * 88 - 1, 599)]
    [TestCase("tile/1/000.p/2", 32, 256)]
    public async Task VerifyAsync_OneByteChanged_NamesTheFirstEntryItConcerns(string path, int offset, long entry)
    {
        var log = new TileMemory(Signer, 600);
        log.Files[path][offset] ^= 1;
        var found = await LogVerifier.VerifyAsync(log, Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.EntryIndex, Is.EqualTo(entry));
        Assert.That(found.Fault?.Message, Does.Contain(path));
    }

    [Test]
    public async Task VerifyAsync_AnyByteOfASmallLogChanged_IsNeverSound()
    {
        var log = new TileMemory(Signer, 3);
        foreach (var (path, content) in log.Files.Where(f => f.Key != "log.vkey"))
            for (var i = 0; i < content.Length; i++)
            {
                content[i] ^= 4;
                var found = await LogVerifier.VerifyAsync(log, Signer.Verifier, null, CancellationToken.None);
                Assert.That(found.IsSound, Is.False, $"byte {i} of {path}");
                content[i] ^= 4;
            }
    }

    [Test]
    public async Task VerifyAsync_EntryAndItsHashChangedTogether_ContradictsTheTileAbove()
    {
        var log = new TileMemory(Signer, 600);
        log.Files["tile/entries/001"][2] ^= 1;
        MerkleTree.LeafHash(log.Files["tile/entries/001"].AsSpan(2, 4)).CopyTo(log.Files["tile/0/001"].AsSpan());
        var found = await LogVerifier.VerifyAsync(log, Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.EntryIndex, Is.EqualTo(256));
    }

    [Test]
    public async Task VerifyAsync_WholeTreeRebuiltOnAnotherEntry_ContradictsTheCheckpoint()
    {
        var log = new TileMemory(Signer, 3);
        log.Files["tile/entries/000.p/3"][2] ^= 1;
        MerkleTree.LeafHash(log.Files["tile/entries/000.p/3"].AsSpan(2, 4)).CopyTo(log.Files["tile/0/000.p/3"].AsSpan());
        var found = await LogVerifier.VerifyAsync(log, Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, Does.Contain("do not give the root"));
    }

    [TestCase("checkpoint")]
    [TestCase("tile/0/001")]
    [TestCase("tile/entries/002.p/88")]
    [TestCase("tile/1/000.p/2")]
    public async Task VerifyAsync_FileMissing_IsNamed(string path)
    {
        var log = new TileMemory(Signer, 600);
        log.Files.Remove(path);
        var found = await LogVerifier.VerifyAsync(log, Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, Is.EqualTo($"`{path}` is missing"));
    }

    [Test]
    public async Task VerifyAsync_EntryAppendedToTheBundle_IsFound()
    {
        var log = new TileMemory(Signer, 3);
        log.Files["tile/entries/000.p/3"] = [.. log.Files["tile/entries/000.p/3"], 0, 0];
        var found = await LogVerifier.VerifyAsync(log, Signer.Verifier, null, CancellationToken.None);
        Assert.That(found.Fault?.EntryIndex, Is.EqualTo(3));
    }

    /// <summary>The outside log, whose checkpoints lie beside each other as <c>checkpoint.N</c>.</summary>
    private sealed class SizedFolder(string folder, int size) : ITileSource
    {
        private readonly TileFolder _folder = new(folder);

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct) =>
            _folder.ReadAsync(path == "checkpoint" ? $"checkpoint.{size}" : path, ct);
    }

    /// <summary>A log of four-byte entries in memory, for spoiling.</summary>

    [Test]
    public async Task VerifyAsync_FromWhatWasVerifiedBefore_IsSoundAtEveryPairOfSizes(
        [Values(0, 1, 3, 255, 256, 257, 511, 512, 600)] int since, [Values(1, 255, 256, 300, 512, 600, 66_000)] int size)
    {
        var (before, now) = (new TileMemory(Signer, since), new TileMemory(Signer, size));
        var found = await LogVerifier.VerifyAsync(now, now.Checkpoint, before.Checkpoint, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, since <= size ? Is.Null : Is.EqualTo($"the log was rolled back: it has {size} entries, and {since} were verified before"));
    }

    [Test]
    public async Task VerifyAsync_FromAnotherHistory_IsAForkAtEveryPairOfSizes(
        [Values(1, 3, 255, 256, 257, 512, 600)] int since, [Values(600, 700, 66_000)] int size)
    {
        var (before, now) = (new TileMemory(Signer, since, salt: 1), new TileMemory(Signer, size));
        var found = await LogVerifier.VerifyAsync(now, now.Checkpoint, before.Checkpoint, null, CancellationToken.None);
        Assert.That(found.Fault?.Message, Is.EqualTo($"the log was forked: it does not extend the {since} entries that were verified before"));
    }

    [TestCase("tile/entries/002.p/88", 6 * 87 + 5, 599)]
    [TestCase("tile/entries/001", 6 * 60 + 5, 316, TestName = "VerifyAsync_EntryAfterTheRememberedOneInItsBundleChanged_IsNamed")]
    [TestCase("tile/entries/001", 6 * 10 + 5, 266, TestName = "VerifyAsync_EntryBeforeTheRememberedOneInItsBundleChanged_IsNamedToo")]
    [TestCase("tile/1/000.p/2", 32, 256)]
    public async Task VerifyAsync_ChangedSinceItWasVerified_NamesTheFirstEntryItConcerns(string path, int offset, long entry)
    {
        var (before, log) = (new TileMemory(Signer, 300), new TileMemory(Signer, 600));
        log.Files[path][offset] ^= 1;
        var found = await LogVerifier.VerifyAsync(log, log.Checkpoint, before.Checkpoint, null, CancellationToken.None);
        Assert.That(found.Fault?.EntryIndex, Is.EqualTo(entry));
    }
}
