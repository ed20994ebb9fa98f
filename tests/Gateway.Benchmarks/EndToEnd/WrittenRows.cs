using Microsoft.Data.Sqlite;

namespace Gateway.Benchmarks.EndToEnd;

/// <summary>What one measured request leaves in the database, row by row, read from the database of the run itself.</summary>
internal static class WrittenRows
{
    private static readonly (string Table, string Size)[] Tables =
    [
        ("requests", "length(id) + length(asker) + length(holder) + length(idempotency_key) + length(digest) + length(sealed_content) + length(sealed_answer)"),
        ("log_entries", "length(id) + length(leaf)"),
        ("log_views", "length(party) + coalesce(length(subject), 0) + length(sealed)"),
    ];

    /// <summary>Bytes of each row of one request; the rows are told by what was written after the first entries.</summary>
    /// <param name="folder">The server's data folder.</param>
    public static IReadOnlyList<int> Read(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "gateway.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var sizes = new List<int>();
        var requests = Number(connection, "SELECT count(*) FROM requests");
        foreach (var (table, size) in Tables)
        {
            // What was logged to set the stage is a few rows of many thousand; the mean per request does not show them.
            var perRequest = (int)Math.Round(Number(connection, $"SELECT count(*) FROM {table}") / requests);
            var bytes = (int)Math.Round(Number(connection, $"SELECT avg({size}) FROM {table}"));
            sizes.AddRange(Enumerable.Repeat(bytes, perRequest));
        }
        return sizes;
    }

    private static double Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the constants above
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToDouble(command.ExecuteScalar());
    }
}
