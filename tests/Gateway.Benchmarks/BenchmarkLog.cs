using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Benchmarks;

/// <summary>An audit log on SQLite in a temporary folder, which goes with it.</summary>
internal sealed class BenchmarkLog : IAsyncDisposable
{
    public static readonly PartyId Holder = new("polisen");

    private readonly BoxKeys _key = new(RandomNumberGenerator.GetBytes(32));

    public BenchmarkLog()
    {
        Database = SqliteDatabase.Open(Folder);
        Store = new SqlLogStore(Database);
        Log = new AuditLog(Database, Store, new LogSigner("gateway.example/benchmark", RandomNumberGenerator.GetBytes(32)), TimeProvider.System);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-benchmark-").FullName;

    public SqliteDatabase Database { get; }

    public SqlLogStore Store { get; }

    public AuditLog Log { get; }

    /// <summary>An entry about somebody, sealed.</summary>
    public AuditEntry Entry(ReadOnlyMemory<byte> subject) => AuditEntry.Make(new EntryDraft
    {
        Kind = EntryKind.AuditLookup,
        Holder = Holder,
        Subject = subject,
        HolderView = new JsonObject { ["officer"] = "utredare", ["purpose"] = "investigate-crime" },
    }, TimeProvider.System.GetUtcNow(), _key, null);

    /// <summary>Seals entries of one change, and returns once they are durable.</summary>
    public Task<Committed<bool>> AppendAsync(IEnumerable<ReadOnlyMemory<byte>> subjects, CancellationToken ct)
    {
        AuditEntry[] entries = [.. subjects.Select(Entry)];
        return Log.CommitAsync((_, _) => ValueTask.FromResult(new Change<bool>(true, entries)), ct);
    }

    /// <summary>Logs one entry about somebody new, and proves it; answers the size of the tree that it is proven in.</summary>
    public async Task<long> ProveNextAsync(CancellationToken ct)
    {
        var committed = await AppendAsync([RandomNumberGenerator.GetBytes(32)], ct);
        if (committed.ProofOf(committed.Entries[0]).Length == 0) throw new BenchmarkFailedException("an entry has no proof");
        return committed.Checkpoint.Size;
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Database.DisposeAsync();
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
