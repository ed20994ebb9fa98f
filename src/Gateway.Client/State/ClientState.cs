using Microsoft.Data.Sqlite;

namespace Gateway.Client;

/// <summary>
/// What a party's client must not forget: pushes not yet acknowledged, the place in the stream of alerts, and the newest
/// checkpoint seen with the keys of its log. One SQLite file of mode 0600, each write synced before it returns. Thread-safe.
/// </summary>
public sealed class ClientState : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS outbox (
            position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, envelope BLOB NOT NULL, signature TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS cursor (party TEXT PRIMARY KEY, cursor TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS checkpoint (origin TEXT PRIMARY KEY, note TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS succession (origin TEXT NOT NULL, position INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (origin, position));
        """;

    private readonly string _connection;

    private ClientState(string connection) => _connection = connection;

    /// <summary>Opens the file; makes it where it is not.</summary>
    public static ClientState Open(string path)
    {
        // SQLite would make the file readable to all; its journal takes the mode of the file.
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        var state = new ClientState(new SqliteConnectionStringBuilder { DataSource = path }.ToString());
        state.Write(Schema);
        return state;
    }

    /// <summary>Runs a statement in a transaction of its own; gives the number of rows it changed.</summary>
    internal int Write(string sql, params object[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query.</summary>
    internal IReadOnlyList<T> Read<T>(Func<SqliteDataReader, T> row, string sql, params object[] values)
    {
        using var connection = Connect();
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Dispose()
    {
        using var pooled = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pooled);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        using var settings = Command(connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;", []);
        settings.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // the SQL is this assembly's constants, values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"@{i}", values[i]);
        return command;
    }
}
