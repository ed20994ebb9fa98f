using Gateway.Audit;
using Gateway.Audit.Witnesses;
using Microsoft.Data.Sqlite;

namespace Gateway.Cli.Witnesses;

/// <summary>What a witness has seen, in one SQLite file: each statement is a transaction, synced to disk before it returns.</summary>
internal sealed class WitnessDatabase : IWitnessState, IDisposable
{
    private const string FileName = "witness.db";

    private readonly string _connection;

    private WitnessDatabase(string connection) => _connection = connection;

    /// <summary>Opens the folder's file; makes it where it is not.</summary>
    public static WitnessDatabase Open(string folder)
    {
        var database = new WitnessDatabase(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName) }.ToString());
        database.Write("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS newest (origin TEXT PRIMARY KEY, note TEXT NOT NULL)");
        return database;
    }

    /// <inheritdoc />
    public ValueTask<Checkpoint?> NewestAsync(string origin, CancellationToken ct)
    {
        using var connection = Connect();
        using var command = Command(connection, "SELECT note FROM newest WHERE origin = @0", origin);
        return ValueTask.FromResult(command.ExecuteScalar() is string note ? Checkpoint.Parse(note) : null);
    }

    /// <inheritdoc />
    public ValueTask<bool> TryReplaceAsync(string origin, Checkpoint? seen, Checkpoint newest, CancellationToken ct) =>
        ValueTask.FromResult(1 == (seen is null
        ? Write("INSERT INTO newest (origin, note) VALUES (@0, @1) ON CONFLICT (origin) DO NOTHING", origin, newest.Note)
        : Write("UPDATE newest SET note = @1 WHERE origin = @0 AND note = @2", origin, newest.Note, seen.Note)));

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Dispose()
    {
        using var pooled = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pooled);
    }

    private int Write(string sql, params string[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        // FULL: what a cosignature rests on survives the loss of the machine's power.
        using var settings = Command(connection, "PRAGMA synchronous = FULL");
        settings.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the SQL is this class's constants, values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"@{i}", values[i]);
        return command;
    }
}
