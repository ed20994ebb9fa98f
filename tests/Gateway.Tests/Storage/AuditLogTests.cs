using Gateway.Audit;
using Gateway.Storage;

namespace Gateway.Tests.Storage;

public sealed class AuditLogTests
{
    [Test]
    public async Task CommitAsync_ManyAtOnce_AllAreInTheTreeEachWithItsReceipt()
    {
        await using var log = await TestLog.OpenAsync();
        var committed = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => log.CommitAsync($"note {i:000}", entries: 1 + i % 3)));

        var logged = committed.SelectMany(c => c.Entries.Select(e => (Commit: c, Entry: e))).ToList();
        Assert.That(logged.Select(l => l.Entry.Index).Order(), Is.EqualTo(Enumerable.Range(0, 600).Select(i => (long)i)));
        Assert.That(logged, Has.All.Matches<(Committed<string> Commit, LoggedEntry Entry)>(l =>
            TlogProof.Parse(l.Commit.ProofOf(l.Entry)).Verify(l.Entry.Entry.LeafHash.Span, TestLog.Signer.Verifier)));
        Assert.That(await log.NotesAsync(), Has.Count.EqualTo(300));
        var found = await log.VerifyAsync();
        Assert.That((found.Fault?.Message, found.Checkpoint?.Size), Is.EqualTo(((string?)null, (long?)600)));
        Assert.That(committed.Select(c => c.Checkpoint.Size).Distinct().Count(), Is.LessThan(300), "waiting changes share a commit");
    }

    [Test]
    public async Task CommitAsync_OneChangeFails_FailsAloneAndNothingOfItStays()
    {
        await using var log = await TestLog.OpenAsync();
        var good = Enumerable.Range(0, 20).Select(i => log.CommitAsync($"good {i:00}")).ToList();
        var bad = log.Log.CommitAsync<string>(async (work, _) =>
        {
            await TestLog.Write(work, "bad");
            throw new InvalidOperationException("refused");
        }, CancellationToken.None);
        good.AddRange(Enumerable.Range(20, 20).Select(i => log.CommitAsync($"good {i:00}")));

        Assert.That(async () => await bad, Throws.InvalidOperationException.With.Message.EqualTo("refused"));
        await Task.WhenAll(good);
        Assert.That(await log.NotesAsync(), Has.Count.EqualTo(40).And.None.EqualTo("bad"));
        Assert.That((await log.VerifyAsync()).Checkpoint?.Size, Is.EqualTo(40));
    }

    [Test]
    public async Task CommitAsync_EntryLoggedBefore_FailsAloneAndNothingOfItStays()
    {
        await using var log = await TestLog.OpenAsync();
        var first = await log.CommitAsync("first");
        var again = log.Log.CommitAsync(async (work, _) =>
        {
            var change = await TestLog.Write(work, "again");
            return new Change<string>(change.Value, [.. change.Entries, first.Entries[0].Entry]);
        }, CancellationToken.None);
        var after = log.CommitAsync("after");

        Assert.That(async () => await again, Throws.InstanceOf<LogUnavailableException>());
        Assert.That((await after).Entries[0].Index, Is.EqualTo(1));
        Assert.That(await log.NotesAsync(), Is.EqualTo(new[] { "after", "first" }));
        Assert.That((await log.VerifyAsync()).IsSound);
    }

    [Test]
    public async Task CommitAsync_NothingToLog_ThrowsAndChangesNothing()
    {
        await using var log = await TestLog.OpenAsync();
        Assert.That(async () => await log.CommitAsync("unlogged", entries: 0), Throws.ArgumentException);
        Assert.That(await log.NotesAsync(), Is.Empty);
        Assert.That((await log.Log.CheckpointAsync(CancellationToken.None)).Size, Is.Zero);
    }

    [Test]
    public async Task CommitAsync_CancelledBeforeItsTurn_IsWithdrawn()
    {
        await using var log = await TestLog.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = log.Log.CommitAsync(async (work, _) =>
        {
            running.SetResult();
            await hold.Task;
            return await TestLog.Write(work, "first");
        }, CancellationToken.None);
        await running.Task;
        var second = log.Log.CommitAsync((work, _) => TestLog.Write(work, "second"), cancellation.Token);
        await cancellation.CancelAsync();
        hold.SetResult();

        await first;
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        await log.CommitAsync("third");
        Assert.That(await log.NotesAsync(), Is.EqualTo(new[] { "first", "third" }));
    }

    [Test]
    public async Task CommitAsync_CancelledDuringItsTurn_Stands()
    {
        await using var log = await TestLog.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var committed = await log.Log.CommitAsync(async (work, _) =>
        {
            await cancellation.CancelAsync();
            return await TestLog.Write(work, "done");
        }, cancellation.Token);
        Assert.That(committed.Value, Is.EqualTo("done"));
        Assert.That(await log.NotesAsync(), Is.EqualTo(new[] { "done" }));
    }

    [Test]
    public async Task CommitAsync_CommitFails_AcknowledgesNobodyAndGoesOnAtTheStoredHead([Values] FailingDatabase.Moment moment)
    {
        FailingDatabase? failing = null;
        await using var log = await TestLog.OpenAsync(wrap: d => failing = new FailingDatabase(d));
        await log.CommitAsync("before");
        failing!.FailAt = moment; // set by the line above the last
        var lost = Enumerable.Range(0, 10).Select(i => log.CommitAsync($"lost {i}")).ToList();
        foreach (var one in lost) Assert.That(async () => await one, Throws.InstanceOf<LogUnavailableException>());

        failing.FailAt = null;
        var stored = await log.NotesAsync();
        var after = await log.CommitAsync("after");
        Assert.That((await log.VerifyAsync()).Fault?.Message, Is.Null);
        // What an unknown outcome left behind is in the log like anything else: entries and changes agree.
        Assert.That(after.Entries[0].Index, Is.EqualTo(stored.Count));
        if (moment != FailingDatabase.Moment.AfterCommit) Assert.That(stored, Is.EqualTo(new[] { "before" }));
    }

    [Test]
    public async Task CommitAsync_DatabaseIsFull_AcknowledgesNobodyAndRecoversWithSpace()
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("before");
        await ExecuteAsync(log, "PRAGMA max_page_count = 1");
        var tried = Enumerable.Range(0, 40).Select(i => log.CommitAsync($"tried {i}", entries: 20)).ToList();
        await Task.WhenAll(tried).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.That(tried.Count(t => t.IsFaulted), Is.GreaterThan(0), "the database was full");
        await ExecuteAsync(log, "PRAGMA max_page_count = 1000000");

        var after = await log.CommitAsync("after");
        var found = await log.VerifyAsync();
        Assert.That((found.Fault?.Message, found.Checkpoint), Is.EqualTo(((string?)null, after.Checkpoint)));
        Assert.That(await log.NotesAsync(), Has.Count.EqualTo(2 + tried.Count(t => t.IsCompletedSuccessfully)));
    }

    [Test]
    public async Task CommitAsync_StoredTilesDisagreeWithTheCheckpoint_SignsNothing()
    {
        var folder = TestLog.NewFolder();
        var first = await TestLog.OpenAsync(folder);
        await first.CommitAsync("first");
        await first.Log.DisposeAsync();
        await using (var work = await first.Database.BeginAsync(CancellationToken.None))
        {
            await SqlWork.Of(work).Prepared("UPDATE log_tiles SET hashes = zeroblob(32)").ExecuteNonQueryAsync();
            await first.Database.CommitAsync(work);
        }
        await first.Database.DisposeAsync();

        await using var second = await TestLog.OpenAsync(folder);
        Assert.That(async () => await second.CommitAsync("second"),
            Throws.InstanceOf<LogUnavailableException>().With.Message.Contains("do not give the root"));
    }

    [Test]
    public async Task CommitAsync_LogIsClosed_Throws()
    {
        await using var log = await TestLog.OpenAsync();
        await log.Log.DisposeAsync();
        Assert.That(async () => await log.CommitAsync("late"), Throws.InstanceOf<LogUnavailableException>());
    }

    [Test]
    public async Task Proofs_OfAGrownLog_LeadFromEveryCheckpointToTheNewest()
    {
        await using var log = await TestLog.OpenAsync();
        var commits = new List<Committed<string>>();
        for (var i = 0; i < 5; i++) commits.Add(await log.CommitAsync($"note {i}", entries: 130));
        var newest = await log.Log.CheckpointAsync(CancellationToken.None);
        Assert.That(newest, Is.EqualTo(commits[^1].Checkpoint));
        foreach (var commit in commits)
        {
            var proof = await log.Log.ConsistencyProofAsync(commit.Checkpoint.Size, newest.Size, CancellationToken.None);
            Assert.That(MerkleProof.VerifyConsistency(
                commit.Checkpoint.Size, newest.Size, commit.Checkpoint.Root.Span, newest.Root.Span, proof));
            var receipt = TlogProof.Parse(await log.Log.InclusionProofAsync(commit.Entries[0].Index, CancellationToken.None));
            Assert.That(receipt.Verify(commit.Entries[0].Entry.LeafHash.Span, TestLog.Signer.Verifier));
        }
        Assert.That(
            async () => await log.Log.InclusionProofAsync(newest.Size, CancellationToken.None),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            async () => await log.Log.ConsistencyProofAsync(1, newest.Size + 1, CancellationToken.None),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task CommitAsync_TwoLogsOnOneDatabase_ContinueEachOther()
    {
        await using var one = await TestLog.OpenAsync();
        await using var two = new AuditLog(one.Database, one.Store, TestLog.Signer, TimeProvider.System);
        var indices = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            indices.Add((await one.CommitAsync($"one {i}")).Entries[0].Index);
            var other = await two.CommitAsync((work, _) => TestLog.Write(work, $"two {i}"), CancellationToken.None);
            indices.Add(other.Entries[0].Index);
        }
        Assert.That(indices, Is.EqualTo(new[] { 0L, 1, 2, 3, 4, 5, 6, 7 }));
        Assert.That((await one.VerifyAsync()).Fault?.Message, Is.Null);
    }

    [Test]
    public async Task CommitAsync_LogOfAnotherKey_SignsNothing()
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("first");
        var signer = new LogSigner("log.example", [.. Enumerable.Repeat((byte)1, 32)]);
        await using var other = new AuditLog(log.Database, log.Store, signer, TimeProvider.System);
        Assert.That(
            async () => await other.CommitAsync((work, _) => TestLog.Write(work, "second"), CancellationToken.None),
            Throws.InstanceOf<LogUnavailableException>().With.Message.Contains("not signed by this log's key"));
        Assert.That(await log.NotesAsync(), Is.EqualTo(new[] { "first" }));
    }

    [TestCase("UPDATE log_entries SET leaf = replace(leaf, 'request', 'dry-run') WHERE idx = 261", 261)]
    [TestCase("DELETE FROM log_views; DELETE FROM log_entries WHERE idx = 17", 17)]
    [TestCase("DELETE FROM log_views; DELETE FROM log_entries WHERE idx = 299", 256)]
    [TestCase("DELETE FROM log_views", null)]
    [TestCase("UPDATE log_state SET size = 299", null)]
    [TestCase("UPDATE log_tiles SET hashes = zeroblob(8192) WHERE level = 0 AND number = 0", 0)]
    [TestCase("UPDATE log_tiles SET hashes = zeroblob(32) WHERE level = 1", 0)]
    [TestCase("UPDATE log_tiles SET hashes = 'text' WHERE level = 0 AND number = 1", 256)]
    public async Task Verify_RowsChangedBehindTheLog_NamesTheFirstEntry(string sql, long? entry)
    {
        await using var log = await TestLog.OpenAsync();
        await log.CommitAsync("many", entries: 300);
        await ExecuteAsync(log, sql);
        Assert.That((await log.VerifyAsync()).Fault?.EntryIndex, Is.EqualTo(entry));
    }

    private static async Task ExecuteAsync(TestLog log, string sql)
    {
        await using var work = await log.Database.BeginAsync(CancellationToken.None);
        await SqlWork.Of(work).Prepared(sql).ExecuteNonQueryAsync();
        await log.Database.CommitAsync(work);
    }
}
