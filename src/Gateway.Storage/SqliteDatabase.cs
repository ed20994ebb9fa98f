using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Audit;
using Microsoft.Data.Sqlite;

namespace Gateway.Storage;

/// <summary>
/// The embedded database: one SQLite file in a data folder, write-ahead logged, each commit synced to disk, erased rows
/// overwritten (design §8). One connection writes; readers take theirs from the provider's pool.
/// </summary>
public sealed class SqliteDatabase : IDatabase, IAsyncDisposable
{
    private const string FileName = "gateway.db";

    private readonly string _readers;
    private readonly SqliteConnection _writer;
    private readonly PreparedStatements _statements;
    private readonly ConcurrentBag<PreparedStatements> _idleReaders = [];
    private readonly SemaphoreSlim _turn = new(1);

    private SqliteDatabase(string folder, SqliteOpenMode mode)
    {
        var file = Path.Combine(folder, FileName);
        _readers = Text(file, mode == SqliteOpenMode.ReadWriteCreate ? SqliteOpenMode.ReadWrite : mode, pooling: true);
        _writer = new SqliteConnection(Text(file, mode, pooling: false));
        _writer.Open();
        _statements = new PreparedStatements(_writer);
    }

    /// <summary>Opens the folder's database; makes both where they are not, and applies new migrations.</summary>
    public static SqliteDatabase Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var database = new SqliteDatabase(folder, SqliteOpenMode.ReadWriteCreate);
        using var settings = database._writer.CreateCommand();
        // FULL: in write-ahead mode each commit is synced, which is what "durable once it returns" rests on.
        // Erased rows are overwritten with zeros, and none of theirs is ever put aside in a file of its own.
        settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";
        settings.ExecuteNonQuery();
        Migrations.Apply(database._writer);
        return database;
    }

    /// <summary>Whether the folder holds a database.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Opens an existing database for looking only.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no database.</exception>
    public static SqliteDatabase OpenReadOnly(string folder)
    {
        if (!IsIn(folder)) throw new FileNotFoundException($"`{folder}` holds no `{FileName}`");
        return new SqliteDatabase(folder, SqliteOpenMode.ReadOnly);
    }

    /// <summary>A pooled connection for reading what is committed; the caller disposes it.</summary>
    public async ValueTask<DbConnection> OpenReaderAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(_readers);
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>Asks what is committed, on a reader whose statements stay prepared for the next who asks.</summary>
    internal async ValueTask<T> ReadAsync<T>(Func<PreparedStatements, ValueTask<T>> ask, CancellationToken ct)
    {
        if (!_idleReaders.TryTake(out var reader)) reader = new PreparedStatements(await OpenReaderAsync(ct));
        try
        {
            var answer = await ask(reader);
            _idleReaders.Add(reader);
            return answer;
        }
        catch // in what state the failure left it is not worth knowing
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask<IWork> BeginAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            // Immediate: the file's write lock is taken now, so no other process overtakes what is read in the work.
            return new SqlWork(_statements, _writer.BeginTransaction(deferred: false), () => _turn.Release());
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask SavepointAsync(IWork work) =>
        await SqlWork.Of(work).Prepared("SAVEPOINT change").ExecuteNonQueryAsync();

    /// <inheritdoc />
    public async ValueTask RollbackToSavepointAsync(IWork work)
    {
        await SqlWork.Of(work).Prepared("ROLLBACK TO SAVEPOINT change").ExecuteNonQueryAsync();
        await ReleaseSavepointAsync(work);
    }

    /// <inheritdoc />
    public async ValueTask ReleaseSavepointAsync(IWork work) =>
        await SqlWork.Of(work).Prepared("RELEASE SAVEPOINT change").ExecuteNonQueryAsync();

    /// <inheritdoc />
    public async ValueTask CommitAsync(IWork work) => await SqlWork.Of(work).Transaction.CommitAsync();

    /// <summary>Takes all that was committed from the write-ahead log into the database, and empties that log of what was erased since.</summary>
    /// <returns>False where a reader still needs the log; then it is to be tried again.</returns>
    public async ValueTask<bool> TruncateLogAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await _statements.Get("PRAGMA wal_checkpoint(TRUNCATE)", transaction: null, []).ExecuteScalarAsync(ct) is 0L; // busy
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _statements.DisposeAsync();
        while (_idleReaders.TryTake(out var reader)) await reader.DisposeAsync();
        using var pooled = new SqliteConnection(_readers);
        SqliteConnection.ClearPool(pooled);
        _turn.Dispose();
    }

    private static string Text(string file, SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        Pooling = pooling,
        // Readers write nothing, and the setting would be a statement of its own each time one is taken from the pool.
        ForeignKeys = pooling ? null : true,
        DefaultTimeout = 30,
    }.ToString();
}
