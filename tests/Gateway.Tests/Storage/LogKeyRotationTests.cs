using Gateway.Audit;
using Gateway.Tests.Audit;

namespace Gateway.Tests.Storage;

/// <summary>The log's key handed over while it is written to.</summary>
public sealed class LogKeyRotationTests
{
    private static readonly LogSigner Next = KeysOfOneLog.Second;

    private static NoteVerifier Earlier => TestLog.Signer.Verifier;

    [Test]
    public async Task Commit_OfARotation_IsSignedByBothAndWhatFollowsByTheNewKeyAlone()
    {
        await using var log = await TestLog.OpenAsync();
        var before = await log.CommitAsync("before");
        var rotation = await RotateAsync(log, Next);
        var after = await log.CommitAsync("after");

        Assert.That(SignersOf(before.Checkpoint), Is.EqualTo(new[] { Earlier.KeyId }));
        Assert.That(SignersOf(rotation.Checkpoint), Is.EqualTo(new[] { Earlier.KeyId, Next.Verifier.KeyId }));
        Assert.That(SignersOf(after.Checkpoint), Is.EqualTo(new[] { Next.Verifier.KeyId }));
        Assert.That(log.Log.Verifier, Is.EqualTo(Next.Verifier));
        var successions = await log.Log.SuccessionsAsync(CancellationToken.None);
        Assert.That(successions.Select(s => (s.From, s.To, s.Size)), Is.EqualTo(new[] { (Earlier, Next.Verifier, rotation.Checkpoint.Size) }));
    }

    [Test]
    public async Task Verify_AfterARotation_HoldsWithTheEarlierKeyAndWithTheNew()
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("before");
        await RotateAsync(log, Next);
        await RotateAsync(log, KeysOfOneLog.Third);
        await log.CommitAsync("after");

        foreach (var key in (NoteVerifier[])[Earlier, Next.Verifier, KeysOfOneLog.Third.Verifier])
            Assert.That((await VerifyAsync(log, key)).Fault?.Message, Is.Null);
        Assert.That((await VerifyAsync(log, KeysOfOneLog.Of(9).Verifier)).Fault?.Message, Does.Contain("nor by one it was handed over to"));
    }

    [Test]
    public async Task Open_AfterARotation_GoesOnWithTheNewKeyAndNotWithTheEarlier()
    {
        await using var log = await TestLog.OpenAsync();
        await RotateAsync(log, Next);

        // Signed by both as that checkpoint is, the earlier key must not sign the next.
        await using (var outrun = new AuditLog(log.Database, log.Store, TestLog.Signer, TimeProvider.System))
            Assert.That(() => outrun.CommitAsync((work, _) => TestLog.Write(work, "outrun"), CancellationToken.None),
                Throws.InstanceOf<LogUnavailableException>().With.Message.Contains("another process rotated it"));
        await using var restarted = new AuditLog(log.Database, log.Store, Next, TimeProvider.System);
        var after = await restarted.CommitAsync((work, _) => TestLog.Write(work, "after"), CancellationToken.None);
        Assert.That(SignersOf(after.Checkpoint), Is.EqualTo(new[] { Next.Verifier.KeyId }));
    }

    [Test]
    public async Task Commit_OfARotationFails_GoesOnWithTheKeyOfTheStoredHead([Values] FailingDatabase.Moment moment)
    {
        FailingDatabase? failing = null;
        await using var log = await TestLog.OpenAsync(wrap: d => failing = new FailingDatabase(d));
        await log.CommitAsync("before");
        failing!.FailAt = moment; // set by the line above the last
        Assert.That(() => RotateAsync(log, Next), Throws.InstanceOf<LogUnavailableException>());
        failing.FailAt = null;

        var after = await log.CommitAsync("after");
        // Where the commit was done and its acknowledgement alone was lost, the key is handed over.
        var expected = moment == FailingDatabase.Moment.AfterCommit ? Next.Verifier : Earlier;
        Assert.That((SignersOf(after.Checkpoint), log.Log.Verifier), Is.EqualTo((new[] { expected.KeyId }, expected)));
        Assert.That((await VerifyAsync(log, Earlier)).Fault?.Message, Is.Null);
    }

    [Test]
    public async Task Commit_OfARotationThatIsUndone_HandsNothingOver()
    {
        await using var log = await TestLog.OpenAsync();
        var entry = Rotation(Next);
        await log.Log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0, [TestLog.Entry()])), CancellationToken.None);
        Assert.That(() => log.Log.CommitAsync<int>((_, _) => throw new InvalidOperationException("refused"), CancellationToken.None),
            Throws.InstanceOf<InvalidOperationException>());
        // Its own entry twice cannot be stored: the change is undone at its savepoint.
        Assert.That(() => log.Log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0, [entry, entry])), CancellationToken.None),
            Throws.InstanceOf<LogUnavailableException>());
        var after = await log.CommitAsync("after");
        Assert.That(SignersOf(after.Checkpoint), Is.EqualTo(new[] { Earlier.KeyId }));
        Assert.That(await log.Log.SuccessionsAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Export_OfARotatedLog_VerifiesWithTheEarlierKey()
    {
        await using var log = await TestLog.OpenAsync();
        await RotateAsync(log, Next);
        await log.CommitAsync("after");
        var folder = Directory.CreateTempSubdirectory("gateway-export-").FullName;
        var copy = new TileFolder(folder);
        await copy.CopyAsync(new StoredTiles(log.Store), null, CancellationToken.None);
        Assert.That((await LogVerifier.VerifyAsync(copy, Earlier, null, CancellationToken.None)).Fault?.Message, Is.Null);

        var file = Path.Combine(folder, KeySuccession.Path(1));
        var note = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, note.Replace("log.example", "log.examplf", StringComparison.Ordinal));
        Assert.That((await LogVerifier.VerifyAsync(copy, Earlier, null, CancellationToken.None)).IsSound, Is.False);
        File.Delete(file);
        Assert.That((await LogVerifier.VerifyAsync(copy, Earlier, null, CancellationToken.None)).IsSound, Is.False);
        Assert.That((await LogVerifier.VerifyAsync(copy, Next.Verifier, null, CancellationToken.None)).IsSound);
        Directory.Delete(folder, recursive: true);
    }

    private static AuditEntry Rotation(LogSigner to) =>
        AuditEntry.Make(TestLog.Draft("rotation") with { Successor = to }, TestLog.At, TestLog.SocialKey, TestLog.PoliceKey);

    private static Task<Committed<int>> RotateAsync(TestLog log, LogSigner to) =>
        log.Log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0, [Rotation(to)])), CancellationToken.None);

    private static Task<LogVerification> VerifyAsync(TestLog log, NoteVerifier key) =>
        LogVerifier.VerifyAsync(new StoredTiles(log.Store), key, null, CancellationToken.None);

    private static uint[] SignersOf(Checkpoint checkpoint) => [.. SignedNote.Parse(checkpoint.Note).Signatures.Select(s => s.KeyId)];
}
