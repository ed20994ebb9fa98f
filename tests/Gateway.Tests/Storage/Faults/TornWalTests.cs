using System.Security.Cryptography;
using NUnit.Framework.Internal;

namespace Gateway.Tests.Storage.Faults;

/// <summary>
/// A commit that was torn while it was written: the write-ahead log ends at any byte of it, or holds zeros or noise from there on. The commit was
/// not synced, so nobody was told of it; it is there as a whole or not at all, and what came before it stands.
/// </summary>
public sealed class TornWalTests
{
    private const int Cuts = 12;

    /// <summary>What stands where the bytes were not written.</summary>
    public enum Rest { Nothing, Zeros, Noise }

    private string _image = "";
    private readonly List<Acknowledged> _acknowledged = [];
    private long _synced;
    private long _written;

    [OneTimeSetUp]
    public async Task TakeImage()
    {
        _image = TestLog.NewFolder();
        await using var log = await TestLog.OpenAsync();
        for (var i = 0; i < 5; i++) _acknowledged.Add(Acknowledged.Of(await log.CommitAsync($"synced {i}")));
        _synced = new FileInfo(Path.Combine(log.Folder, "gateway.db-wal")).Length;
        await log.CommitAsync("torn", entries: 3);
        // As a kill leaves them: the writer is still open, so nothing was taken into the database yet.
        foreach (var file in (string[])["gateway.db", "gateway.db-wal"]) File.Copy(Path.Combine(log.Folder, file), Path.Combine(_image, file));
        _written = new FileInfo(Path.Combine(_image, "gateway.db-wal")).Length;
    }

    [OneTimeTearDown]
    public void RemoveImage() => Directory.Delete(_image, recursive: true);

    [Test]
    public async Task Log_LastCommitTorn_IsThereAsAWholeOrNotAtAll([Values] Rest rest)
    {
        Assert.That(_written, Is.GreaterThan(_synced));
        for (var cut = 0; cut <= Cuts; cut++)
        {
            // Spread over the commit, and odd: within a frame's header, its page, and at the very ends.
            var at = _synced + (_written - _synced) * cut / Cuts - (cut is 0 or Cuts ? 0 : cut * 37 % 4096);
            await using var log = await OpenTornAsync(Math.Max(at, _synced), rest);
            await Acknowledged.AssertKeptAsync(log, _acknowledged);
            Assert.That((await log.NotesAsync()).Contains("torn"), Is.EqualTo(cut == Cuts), $"cut at byte {at}");
            await Acknowledged.AssertKeptAsync(log, [.. _acknowledged, Acknowledged.Of(await log.CommitAsync("after"))]);
        }
    }

    [Test]
    public async Task Log_WhatWasSyncedIsLost_IsNoticed()
    {
        await using var log = await OpenTornAsync(_synced - 1, Rest.Nothing);
        using var apart = new TestExecutionContext.IsolatedContext(); // the failed check is the expected one
        Assert.That(async () => await Acknowledged.AssertKeptAsync(log, _acknowledged), Throws.Exception);
    }

    private async Task<TestLog> OpenTornAsync(long at, Rest rest)
    {
        var folder = TestLog.NewFolder();
        foreach (var file in Directory.EnumerateFiles(_image)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await using (var wal = File.OpenWrite(Path.Combine(folder, "gateway.db-wal")))
        {
            wal.SetLength(at);
            wal.Position = at;
            var missing = new byte[_written - at];
            if (rest == Rest.Noise) RandomNumberGenerator.Fill(missing);
            if (rest != Rest.Nothing) await wal.WriteAsync(missing);
        }
        return await TestLog.OpenAsync(folder);
    }
}
