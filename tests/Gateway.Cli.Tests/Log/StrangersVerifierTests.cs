using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Log;
using Gateway.Tests;

namespace Gateway.Cli.Tests.Log;

/// <summary>
/// An exported log, its receipts and its earlier checkpoints, verified by Go's own packages (<c>tests/interop/log</c>). Where Go or the packages
/// are missing the tests fail and say what to install.
/// </summary>
internal sealed class StrangersVerifierTests
{
    private const string Packages = "/usr/share/gocode";
    private const int Batches = 7, PerBatch = 61;

    private static readonly LogSigner Signer = new("log.example", new byte[32]);

    private string _folder = "";

    private string Tiles => Path.Combine(_folder, "tiles");

    private string Receipts => Path.Combine(_folder, "receipts");

    private string Earlier => Path.Combine(_folder, "checkpoint.3");

    private string Program => Path.Combine(_folder, "verify");

    [OneTimeSetUp]
    public void BuildTheVerifier()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-strangers-").FullName;
        if (!Directory.Exists(Path.Combine(Packages, "src", "golang.org", "x", "mod", "sumdb")))
            Assert.Fail("Go's packages are missing: apt-get install golang-go golang-golang-x-mod-dev");
        var source = Path.Combine(OutsideVectors.RepositoryRoot, "tests", "interop", "log", "verify.go");
        var (exit, output) = Run("go", "build", "-o", Program, source);
        Assert.That(exit, Is.Zero, output);
    }

    [SetUp]
    public async Task WriteAndExportALog()
    {
        foreach (var folder in (string[])[Tiles, Receipts, Path.Combine(_folder, "data")])
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Receipts);
        var data = Path.Combine(_folder, "data");
        await using (var database = SqliteDatabase.Open(data))
        await using (var log = new AuditLog(database, new SqlLogStore(database), Signer, TimeProvider.System))
            for (var batch = 0; batch < Batches; batch++) await CommitAsync(log, batch);
        Assert.That(await GatewayCommand.InvokeAsync(["log", "export", "--data", data, "--out", Tiles], TextWriter.Null, TextWriter.Null), Is.Zero);
    }

    [OneTimeTearDown]
    public void RemoveAll() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Verify_LogReceiptsAndEarlierCheckpoint_AllAreSound() => Assert.That(
        Run(Program, Tiles, Receipts, Earlier),
        Is.EqualTo((0, $"verified: {Batches * PerBatch} entries, {Batches * PerBatch} receipts, 1 earlier checkpoints")));

    [TestCase("tile/entries/001.p/171", "entry 426 has another hash than the tree")]
    [TestCase("tile/0/000", "")]
    [TestCase("tile/1/000.p/1", "")]
    [TestCase("checkpoint", "")]
    public void Verify_OneByteOfAFileChanged_IsFound(string file, string says)
    {
        // Not the very last: the last bits of base64 are of no meaning to Go.
        Change(Path.Combine(Tiles, file), bytes => bytes[^10] ^= 1);
        var (exit, output) = Run(Program, Tiles, Receipts);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(1), output);
            Assert.That(output, Does.Contain(says));
        }
    }

    [Test]
    public void Verify_ReceiptOfAnotherEntry_IsFound()
    {
        File.Copy(Path.Combine(Receipts, "5.leaf"), Path.Combine(Receipts, "6.leaf"), overwrite: true);
        Assert.That(Run(Program, Tiles, Receipts).Exit, Is.EqualTo(1));
    }

    [Test]
    public async Task Verify_CheckpointOfAnotherHistory_IsFound()
    {
        var other = Path.Combine(_folder, "other");
        await using (var database = SqliteDatabase.Open(other))
        await using (var log = new AuditLog(database, new SqlLogStore(database), Signer, TimeProvider.System)) await CommitAsync(log, 3);
        var (exit, output) = Run(Program, Tiles, "", Earlier);
        Directory.Delete(other, recursive: true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(output, Does.Contain("checkpoint.3"));
        }
    }

    /// <summary>Commits a batch with its receipts as files; the fourth leaves its checkpoint too.</summary>
    private async Task CommitAsync(AuditLog log, int batch)
    {
        var party = new PartyId("malmo-soc");
        var key = new BoxKeys(new byte[32]);
        var draft = new EntryDraft { Kind = EntryKind.Case, Holder = party, HolderView = new JsonObject { ["n"] = batch } };
        var committed = await log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0,
            [.. Enumerable.Range(0, PerBatch).Select(_ => AuditEntry.Make(draft, DateTimeOffset.UnixEpoch, key, null))])), CancellationToken.None);
        foreach (var entry in committed.Entries)
        {
            var receipt = entry.Entry.ReceiptFor(party, committed.ProofOf(entry));
            await File.WriteAllBytesAsync(Path.Combine(Receipts, $"{entry.Index}.leaf"), receipt.Leaf.ToArray());
            await File.WriteAllTextAsync(Path.Combine(Receipts, $"{entry.Index}.proof"), receipt.Proof);
        }
        if (batch == 3) await File.WriteAllTextAsync(Earlier, committed.Checkpoint.Note.ToString());
    }

    private static void Change(string file, Action<byte[]> edit)
    {
        var bytes = File.ReadAllBytes(file);
        edit(bytes);
        File.WriteAllBytes(file, bytes);
    }

    private (int Exit, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["GO111MODULE"] = "off", ["GOPATH"] = Packages, ["GOCACHE"] = Path.Combine(_folder, "cache"), ["GOFLAGS"] = "" },
        };
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, $"{output}{errors.GetAwaiter().GetResult()}".Trim());
        }
        catch (Win32Exception)
        {
            Assert.Fail("Go is missing: apt-get install golang-go golang-golang-x-mod-dev");
            throw;
        }
    }
}
