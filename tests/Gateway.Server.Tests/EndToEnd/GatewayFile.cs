using Gateway.Audit;
using Microsoft.Data.Sqlite;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>A server's database file, from outside: to read what was logged, and to make it fail.</summary>
internal sealed class GatewayFile(string folder)
{
    /// <summary>The kinds of the entries from an index on.</summary>
    public IReadOnlyList<EntryKind> KindsFrom(long index)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT leaf FROM log_entries WHERE idx >= $index ORDER BY idx";
        command.Parameters.AddWithValue("$index", index);
        using var rows = command.ExecuteReader();
        List<EntryKind> kinds = [];
        while (rows.Read()) kinds.Add(EntryLeaf.Parse(rows.GetFieldValue<byte[]>(0)).Kind);
        return kinds;
    }

    /// <summary>The first column of a query, as text.</summary>
    public IReadOnlyList<string> Column(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        List<string> column = [];
        while (rows.Read()) column.Add(rows.GetString(0));
        return column;
    }

    /// <summary>Runs statements, as somebody with access to the file could.</summary>
    public void Run(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "gateway.db")};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }
}
