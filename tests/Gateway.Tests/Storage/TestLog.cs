using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Tests.Storage;

/// <summary>A log on a real database in a folder of its own, with a table of notes for changes to write to.</summary>
internal sealed class TestLog : IAsyncDisposable
{
    public static readonly PartyId Police = new("polisen-syd");
    public static readonly PartyId Social = new("malmo-soc");
    public static readonly BoxKeys PoliceKey = new([.. Enumerable.Repeat((byte)1, 32)]);
    public static readonly BoxKeys SocialKey = new([.. Enumerable.Repeat((byte)2, 32)]);
    public static readonly byte[] Subject = [.. Enumerable.Repeat((byte)3, 32)];
    public static readonly DateTimeOffset At = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);
    public static readonly LogSigner Signer = new("log.example", new byte[32]);

    private TestLog(string folder, SqliteDatabase database, Func<IDatabase, IDatabase>? wrap)
    {
        (Folder, Database) = (folder, database);
        Store = new SqlLogStore(database);
        Log = new AuditLog(wrap is null ? database : wrap(database), Store, Signer, TimeProvider.System);
    }

    public string Folder { get; }

    public SqliteDatabase Database { get; }

    public SqlLogStore Store { get; }

    public AuditLog Log { get; }

    public static string NewFolder() => Directory.CreateTempSubdirectory("gateway-log-").FullName;

    public static async Task<TestLog> OpenAsync(string? folder = null, Func<IDatabase, IDatabase>? wrap = null)
    {
        folder ??= NewFolder();
        var database = SqliteDatabase.Open(folder);
        await using (var work = await database.BeginAsync(CancellationToken.None))
        {
            await SqlWork.Of(work).Prepared("CREATE TABLE IF NOT EXISTS notes (text TEXT NOT NULL UNIQUE)").ExecuteNonQueryAsync();
            await database.CommitAsync(work);
        }
        return new TestLog(folder, database, wrap);
    }

    public static EntryDraft Draft(string detail) => new()
    {
        Kind = EntryKind.Request,
        Holder = Social,
        Counterpart = Police,
        Subject = Subject,
        CounterpartSubject = Subject,
        HolderView = new JsonObject { ["detail"] = detail },
        CounterpartView = new JsonObject { ["outcome"] = "neutral" },
    };

    public static AuditEntry Entry(string detail = "a detail") => AuditEntry.Make(Draft(detail), At, SocialKey, PoliceKey);

    public static async ValueTask<Change<string>> Write(IWork work, string text, int entries = 1)
    {
        await SqlWork.Of(work).Prepared("INSERT INTO notes (text) VALUES (@0)", text).ExecuteNonQueryAsync();
        return new Change<string>(text, [.. Enumerable.Range(0, entries).Select(i => Entry($"{text} {i}"))]);
    }

    public Task<Committed<string>> CommitAsync(string text, int entries = 1) =>
        Log.CommitAsync((work, _) => Write(work, text, entries), CancellationToken.None);

    public async Task<IReadOnlyList<string>> NotesAsync()
    {
        await using var connection = await Database.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT text FROM notes ORDER BY text";
        var notes = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) notes.Add(reader.GetString(0));
        return notes;
    }

    public Task<LogVerification> VerifyAsync() =>
        LogVerifier.VerifyAsync(new StoredTiles(Store), Signer.Verifier, null, CancellationToken.None);

    /// <summary>Closes the log and leaves its folder.</summary>
    public async ValueTask CloseAsync()
    {
        await Log.DisposeAsync();
        await Database.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
