using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Cli.Tests.Log;

/// <summary>Several views of one log: as it was, as it is, and another history under the same key.</summary>
internal sealed class LogViewsTests
{
    private static readonly LogSigner Signer = new("log.example", new byte[32]);

    private string _folder = "";

    [OneTimeSetUp]
    public async Task WriteViews()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-views-").FullName;
        await WriteAsync("data", 300);
        await ExportAsync("data", "early");
        await WriteAsync("data", 400);
        await ExportAsync("data", "late");
        await WriteAsync("other", 350);
        await ExportAsync("other", "forked");
    }

    [OneTimeTearDown]
    public void RemoveViews() => Directory.Delete(_folder, recursive: true);

    [TestCase("late", "data", 0, "same: 700 entries")]
    [TestCase("early", "late", 0, "extends: `LATE` with 700 entries extends `EARLY` with 300 entries")]
    [TestCase("late", "early", 0, "extends: `LATE` with 700 entries extends `EARLY` with 300 entries")]
    [TestCase("forked", "late", 1, "forked: `LATE` with 700 entries does not extend `FORKED` with 350 entries; both are signed by the log: keep them, they are the evidence")]
    [TestCase("early", "forked", 1, "forked: `FORKED` with 350 entries does not extend `EARLY` with 300 entries; both are signed by the log: keep them, they are the evidence")]
    public async Task Compare_TwoViews_SaysWhatTheyAre(string a, string b, int exit, string says)
    {
        says = says.Replace("LATE", At("late")).Replace("EARLY", At("early")).Replace("FORKED", At("forked"));
        Assert.That(await RunAsync("log", "compare", At(a), At(b), "--vkey", Signer.Verifier.ToString()), Is.EqualTo((exit, says)));
    }

    [Test]
    public async Task Compare_TilesThatWereChanged_IsNotTakenForAFork()
    {
        var changed = Copy("late", "changed");
        Spoil(Path.Combine(changed, "tile/0/002.p/188"), 3);
        var (exit, says) = await RunAsync("log", "compare", At("early"), changed);
        Assert.That((exit, says), Is.EqualTo((1, "found wanting: the tiles do not give the root of `checkpoint`")));
    }

    [Test]
    public async Task Verify_RememberingWhatWasSound_GoesOnFromThere()
    {
        var memory = Path.Combine(_folder, "goes-on");
        Assert.That((await VerifyAsync("early", memory)).Says, Does.StartWith("log.example: 300 entries lead to the signed root").And.Not.Contain("from entry"));
        Assert.That((await VerifyAsync("late", memory)).Says, Does.StartWith("log.example: 700 entries").And.EndsWith("checked from entry 300 on"));
        Assert.That((await VerifyAsync("late", memory)).Says, Does.EndWith("checked from entry 700 on"), "and what it is told again it says again");
    }

    [Test]
    public async Task Verify_RolledBackOrForkedSince_IsFoundWantingAndNotRemembered()
    {
        var memory = Path.Combine(_folder, "refuses");
        await VerifyAsync("late", memory);
        Assert.That(await VerifyAsync("early", memory), Is.EqualTo((1, "found wanting: the log was rolled back: it has 300 entries, and 700 were verified before")));
        File.Delete(memory);
        await VerifyAsync("early", memory);
        Assert.That(await VerifyAsync("forked", memory), Is.EqualTo((1, "found wanting: the log was forked: it does not extend the 300 entries that were verified before")));
        Assert.That((await VerifyAsync("late", memory)).Says, Does.EndWith("checked from entry 300 on"));
    }

    [TestCase("tile/entries/002.p/188", "found wanting: entry 512 in `tile/entries/002.p/188` does not have the hash in `tile/0/002.p/188`")]
    [TestCase("tile/entries/001", "found wanting: entry 256 in `tile/entries/001` does not have the hash in `tile/0/001`")]
    public async Task Verify_ChangedAfterWhatWasRemembered_NamesTheEntry(string file, string says)
    {
        var memory = Path.Combine(_folder, $"changed-{file.Replace('/', '-')}");
        await VerifyAsync("early", memory);
        var spoilt = Copy("late", Path.GetFileName(memory) + "-log");
        Spoil(Path.Combine(spoilt, file), 10);
        Assert.That(await RunAsync("log", "verify", "--tiles", spoilt, "--remember", memory), Is.EqualTo((1, says)));
    }

    [Test]
    public async Task Verify_MemoryThatTheLogDidNotSign_IsFoundWanting()
    {
        var memory = Path.Combine(_folder, "forged");
        await File.WriteAllTextAsync(memory, new LogSigner("log.example", [.. Enumerable.Repeat((byte)1, 32)]).Verifier.ToString());
        Assert.That((await VerifyAsync("late", memory)).Exit, Is.EqualTo(1));
    }

    [Test]
    public async Task Prove_AnEntry_VerifiesOfflineAgainstTheLogsKey()
    {
        var (exit, text) = await RunAllAsync("log", "prove", "299", At("late"));
        Assert.That(exit, Is.Zero);
        var proof = TlogProof.Parse(text);
        EntryBundle.TryRead(await File.ReadAllBytesAsync(Path.Combine(At("late"), "tile/entries/001")), out var entries);
        Assert.That(proof.Verify(MerkleTree.LeafHash(entries[299 - 256].Span), Signer.Verifier));
        Assert.That(proof.Verify(MerkleTree.LeafHash(entries[298 - 256].Span), Signer.Verifier), Is.False);
        Assert.That((await RunAsync("log", "prove", "700", At("late"))), Is.EqualTo((1, "found wanting: the log has 700 entries")));
    }

    [Test]
    public async Task Tail_NewestEntries_AreShownOnceProven()
    {
        var (exit, text) = await RunAllAsync("log", "tail", At("data"), "--lines", "3");
        Assert.That(exit, Is.Zero);
        Assert.That(text.TrimEnd().Split('\n'), Is.EqualTo(new[]
        {
            "697  1970-01-01T00:00:00.000Z  case  malmo-soc", "698  1970-01-01T00:00:00.000Z  case  malmo-soc", "699  1970-01-01T00:00:00.000Z  case  malmo-soc",
        }));
    }

    [Test]
    public async Task Tail_OneByteOfAnEntryChanged_ShowsNothingOfItsBundle()
    {
        var spoilt = Copy("late", "tail-spoilt");
        var bundle = Path.Combine(spoilt, "tile/entries/002.p/188");
        Spoil(bundle, (int)new FileInfo(bundle).Length - 10);
        var (exit, text) = await RunAllAsync("log", "tail", spoilt, "--lines", "1");
        Assert.That((exit, text.TrimEnd()), Is.EqualTo((1, "found wanting: entry 699 in `tile/entries/002.p/188` is not the one in the tree")));
    }

    [Test]
    public async Task Commands_OfAnAddressWithoutWhatItNeeds_SayWhatIsMissing()
    {
        var stderr = new StringWriter();
        Assert.That(await GatewayCommand.InvokeAsync(["log", "verify", "--url", "https://localhost:1"], TextWriter.Null, stderr), Is.EqualTo(2));
        Assert.That(stderr.ToString(), Does.Contain("an address needs --authority and --token").And.Contain("an address needs --vkey"));
    }

    private string At(string view) => Path.Combine(_folder, view);

    private Task<(int Exit, string Says)> VerifyAsync(string view, string memory) => RunAsync("log", "verify", "--tiles", At(view), "--remember", memory);

    private async Task WriteAsync(string view, int entries)
    {
        await using var database = SqliteDatabase.Open(At(view));
        await using var log = new AuditLog(database, new SqlLogStore(database), Signer, TimeProvider.System);
        var draft = new EntryDraft { Kind = EntryKind.Case, Holder = new PartyId("malmo-soc"), HolderView = new JsonObject { ["n"] = 1 } };
        for (var left = entries; left > 0; left -= 100)
            await log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0,
                [.. Enumerable.Range(0, Math.Min(left, 100)).Select(_ => AuditEntry.Make(draft, DateTimeOffset.UnixEpoch, new BoxKeys(new byte[32]), null))])), default);
    }

    private async Task ExportAsync(string from, string to) =>
        Assert.That((await RunAsync("log", "export", "--data", At(from), "--out", At(to))).Exit, Is.Zero);

    private string Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(At(from), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(At(to), Path.GetRelativePath(At(from), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return At(to);
    }

    private static void Spoil(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Exit code and the first line of answer.</summary>
    private static async Task<(int Exit, string Says)> RunAsync(params string[] args)
    {
        var (exit, text) = await RunAllAsync(args);
        return (exit, text.Split('\n')[0]);
    }

    private static async Task<(int Exit, string Says)> RunAllAsync(params string[] args)
    {
        var stdout = new StringWriter();
        return (await GatewayCommand.InvokeAsync(args, stdout, TextWriter.Null), stdout.ToString());
    }
}
