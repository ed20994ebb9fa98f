using Gateway.Audit;
using Gateway.Client;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Server.Tests.Client;

/// <summary>A real log on a database in a folder of its own. Two with one signer are a fork.</summary>
internal sealed class SqliteLog : IAsyncDisposable
{
    public static readonly LogSigner Signer = new("log.example", new byte[32]);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-client-log-").FullName;
    private readonly SqliteDatabase _database;
    private readonly AuditLog _log;

    public SqliteLog(LogSigner? signer = null)
    {
        _database = SqliteDatabase.Open(_folder);
        _log = new AuditLog(_database, new SqlLogStore(_database), signer ?? Signer, TimeProvider.System);
    }

    /// <summary>The keys of a log that was never handed over.</summary>
    public static LogKeyMemory KeysOf(ClientState state) => new(state, Signer.Verifier, _ => ValueTask.FromResult<IReadOnlyList<string>>([]));

    public Task<Committed<int>> CommitAsync(params AuditEntry[] entries) =>
        _log.CommitAsync((_, _) => ValueTask.FromResult(new Change<int>(0, entries)), CancellationToken.None);

    public async Task<Checkpoint> GrowAsync(int entries) =>
        (await CommitAsync([.. Enumerable.Range(0, entries).Select(_ => TwoParties.Entry())])).Checkpoint;

    /// <summary>Hands the log over to another key.</summary>
    public async Task<Checkpoint> RotateAsync(LogSigner to) => (await CommitAsync(TwoParties.Entry(successor: to))).Checkpoint;

    public ValueTask<IReadOnlyList<KeySuccession>> SuccessionsAsync() => _log.SuccessionsAsync(CancellationToken.None);

    public ValueTask<Checkpoint> CheckpointAsync() => _log.CheckpointAsync(CancellationToken.None);

    /// <summary>As the gateway answers: what the log is too small for is out of range.</summary>
    public async ValueTask<IReadOnlyList<byte[]>> ProofsAsync(long oldSize, long newSize, CancellationToken ct)
    {
        try
        {
            return await _log.ConsistencyProofAsync(oldSize, newSize, ct);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new GatewayException(GatewayFailure.OutOfRange, "the log is smaller", [], e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
