using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Log;
using Microsoft.Data.Sqlite;

namespace Gateway.Cli.Tests.Log;

public sealed class LogCommandTests
{
    private const int Entries = 300;

    private static readonly LogSigner Signer = new("log.example", new byte[32]);

    private string _folder = "";

    private string Data => Path.Combine(_folder, "data");

    private string Tiles => Path.Combine(_folder, "tiles");

    [OneTimeSetUp]
    public async Task WriteLog()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-cli-").FullName;
        await using var database = SqliteDatabase.Open(Data);
        await using var log = new AuditLog(database, new SqlLogStore(database), Signer, TimeProvider.System);
        var draft = new EntryDraft { Kind = EntryKind.Case, Holder = new PartyId("malmo-soc"), HolderView = new JsonObject { ["n"] = 1 } };
        await log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0,
            [.. Enumerable.Range(0, Entries).Select(_ => AuditEntry.Make(draft, DateTimeOffset.UnixEpoch, new BoxKeys(new byte[32]), null))])), CancellationToken.None);
    }

    [SetUp]
    public void RemoveExport()
    {
        if (Directory.Exists(Tiles)) Directory.Delete(Tiles, recursive: true);
    }

    [OneTimeTearDown]
    public void RemoveLog() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Verify_SoundDatabase_SaysSoWithItsKeyAndWithout()
    {
        Assert.That(await RunAsync("log", "verify", "--data", Data), Is.EqualTo((0, "")));
        Assert.That(await RunAsync("log", "verify", "--data", Data, "--vkey", Signer.Verifier.ToString()), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task Verify_WhereDetailsWereErased_IsSoundAndSaysHowMany()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "gateway.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var erase = connection.CreateCommand();
            erase.CommandText = "UPDATE log_views SET sealed = x'', subject = NULL WHERE idx < 3";
            await erase.ExecuteNonQueryAsync();
        }
        var stdout = new StringWriter();
        Assert.That(await GatewayCommand.InvokeAsync(["log", "verify", "--data", Data], stdout, TextWriter.Null), Is.Zero);
        Assert.That(stdout.ToString(), Does.Contain("300 entries lead to the signed root").And.Contain("detail erased by its party: 3 views"));
    }

    [Test]
    public async Task Export_ThenVerify_IsSoundWithTheKeyFileThatLiesThere()
    {
        Assert.That(await RunAsync("log", "export", "--data", Data, "--out", Tiles), Is.EqualTo((0, "")));
        Assert.That(
            Directory.EnumerateFiles(Tiles, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Tiles, f)),
            Is.EquivalentTo(new[]
            {
                "checkpoint", "log.vkey", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44",
            }));
        Assert.That(await RunAsync("log", "verify", "--tiles", Tiles, "--vkey", Path.Combine(Tiles, "log.vkey")), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task Verify_OneByteOfAnEntryChanged_NamesTheEntryAndTheFile()
    {
        await RunAsync("log", "export", "--data", Data, "--out", Tiles);
        var file = Path.Combine(Tiles, "tile/entries/001.p/44");
        var bundle = await File.ReadAllBytesAsync(file);
        bundle[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bundle);

        var stdout = new StringWriter();
        var exit = await GatewayCommand.InvokeAsync(["log", "verify", "--tiles", Tiles], stdout, TextWriter.Null);
        Assert.That(exit, Is.EqualTo(1));
        Assert.That(stdout.ToString().TrimEnd(), Is.EqualTo(
            "found wanting: entry 299 in `tile/entries/001.p/44` does not have the hash in `tile/0/001.p/44`"));
    }

    [Test]
    public async Task Verify_AnotherKey_IsFoundWanting()
    {
        var other = new LogSigner("log.example", [.. Enumerable.Repeat((byte)1, 32)]);
        var (exit, _) = await RunAsync("log", "verify", "--data", Data, "--vkey", other.Verifier.ToString());
        Assert.That(exit, Is.EqualTo(1));
    }

    [TestCase("", TestName = "Verify_EmptyDatabase_IsFoundWanting")]
    [TestCase("CREATE TABLE log_state (note TEXT, vkey TEXT, signed_at TEXT); INSERT INTO log_state VALUES ('x', 'y', 'z')",
        TestName = "Verify_DatabaseWithAnUnreadableHead_IsFoundWanting")]
    public async Task Verify_NoReadableLog_IsFoundWanting(string sql)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "gateway.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA user_version = 1; {sql}";
            await command.ExecuteNonQueryAsync();
        }
        var (exit, _) = await RunAsync("log", "verify", "--data", folder);
        Directory.Delete(folder, recursive: true);
        Assert.That(exit, Is.EqualTo(1));
    }

    [Test]
    public async Task Verify_WrongUsage_ExitsWith2AndSaysWhy() => await Assert.MultipleAsync(async () =>
    {
        Assert.That(await RunAsync("log", "verify"), Is.EqualTo((2, "one of --data, --tiles and --url is needed")));
        Assert.That(await RunAsync("log", "verify", "--data", Data, "--tiles", Data), Is.EqualTo((2, "one of --data, --tiles and --url is needed")));
        Assert.That(await RunAsync("log", "verify", "--data", Path.Combine(_folder, "none")),
            Is.EqualTo((2, $"there is no folder `{Path.Combine(_folder, "none")}`")));
        Assert.That(await RunAsync("log", "verify", "--data", _folder), Is.EqualTo((2, $"`{_folder}` holds no `gateway.db`")));
        Assert.That(await RunAsync("log", "verify", "--data", Data, "--vkey", "no+key"),
            Is.EqualTo((2, "--vkey is neither a verifier key nor a file with one")));
        Assert.That((await RunAsync("log", "export", "--data", Data)).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync("log", "rewrite")).Exit, Is.EqualTo(2));
    });

    [Test]
    public async Task Help_OfACommand_TellsItsOptions()
    {
        var stdout = new StringWriter();
        Assert.That(await GatewayCommand.InvokeAsync(["log", "verify", "--help"], stdout, TextWriter.Null), Is.Zero);
        Assert.That(stdout.ToString(), Does.Contain("--data").And.Contain("--tiles").And.Contain("--vkey"));
    }

    /// <summary>Exit code and the first line of complaint.</summary>
    private static async Task<(int Exit, string Complaint)> RunAsync(params string[] args)
    {
        var stderr = new StringWriter();
        var exit = await GatewayCommand.InvokeAsync(args, TextWriter.Null, stderr);
        return (exit, stderr.ToString().Split('\n')[0]);
    }
}
