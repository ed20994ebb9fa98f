using System.ComponentModel;
using System.Diagnostics;
using Gateway.Audit;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Tests.Storage.Faults;

/// <summary>A disk that is full, or may only be read, while the log runs.</summary>
public sealed class DiskFaultTests
{
    [Test]
    public async Task Log_DiskIsFull_AcknowledgesNobodyAndGoesOnWithSpace()
    {
        var folder = TestLog.NewFolder();
        var isMounted = await TryAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder);
        // Mounting takes root. Without it the file's size is limited in place of the disk's; what the system answers on a full disk is injected in SystemCallFaultTests.
        await TestContext.Out.WriteLineAsync(isMounted ? "a disk of 4 MiB" : "not root: SQLite's own limit in place of a small disk");
        try
        {
            var log = await TestLog.OpenAsync(folder);
            var ballast = Path.Combine(folder, "ballast");
            if (isMounted) await File.WriteAllBytesAsync(ballast, new byte[1 << 20]);
            else await LimitAsync(log, "PRAGMA max_page_count = 500");

            var (acknowledged, refused) = (new List<Acknowledged>(), 0);
            for (var i = 0; i < 400 && refused < 20; i++)
            {
                if (await TryCommitAsync(log.Log, $"note {i:000}", entries: 10) is { } one) acknowledged.Add(one);
                else refused++;
            }
            Assert.That((acknowledged.Count, refused), Is.EqualTo((acknowledged.Count, 20)).And.Not.EqualTo((0, 20)), "some fit, then the disk was full");
            await Acknowledged.AssertKeptAsync(log, acknowledged);

            if (isMounted) File.Delete(ballast);
            else await LimitAsync(log, "PRAGMA max_page_count = 1000000");
            acknowledged.Add(Acknowledged.Of(await log.CommitAsync("with space")));
            await Acknowledged.AssertKeptAsync(log, acknowledged);
            await log.CloseAsync();
            var again = await TestLog.OpenAsync(folder);
            await Acknowledged.AssertKeptAsync(again, acknowledged);
            await again.CloseAsync();
        }
        finally
        {
            if (isMounted) await TryAsync("umount", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Log_DatabaseMayOnlyBeRead_AcknowledgesNobodyAndStillProves()
    {
        await using var log = await TestLog.OpenAsync();
        var before = Acknowledged.Of(await log.CommitAsync("before"));
        await using var database = SqliteDatabase.OpenReadOnly(log.Folder);
        await using var readOnly = new AuditLog(database, new SqlLogStore(database), TestLog.Signer, TimeProvider.System);
        for (var i = 0; i < 5; i++) Assert.That(await TryCommitAsync(readOnly, $"refused {i}"), Is.Null);
        Assert.That(
            TlogProof.Parse(await readOnly.InclusionProofAsync(0, CancellationToken.None)).Verify(before.LeafHash, TestLog.Signer.Verifier));
        await Acknowledged.AssertKeptAsync(log, [before, Acknowledged.Of(await log.CommitAsync("after"))]);
        Assert.That(await log.NotesAsync(), Is.EqualTo(["after", "before"]));
    }

    private static async Task<Acknowledged?> TryCommitAsync(AuditLog log, string text, int entries = 1)
    {
        try
        {
            return Acknowledged.Of(await log.CommitAsync((work, _) => TestLog.Write(work, text, entries), CancellationToken.None));
        }
        catch (Exception e) when (e is LogUnavailableException or Microsoft.Data.Sqlite.SqliteException) // the second: the change's own row did not fit
        {
            return null;
        }
    }

    private static async Task LimitAsync(TestLog log, string pragma)
    {
        await using var work = await log.Database.BeginAsync(CancellationToken.None);
        await SqlWork.Of(work).Prepared(pragma).ExecuteNonQueryAsync();
        await log.Database.CommitAsync(work);
    }

    private static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false });
            if (process is null) return false;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
