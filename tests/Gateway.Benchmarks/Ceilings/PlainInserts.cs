using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Gateway.Benchmarks.Ceilings;

/// <summary>
/// The same rows and bytes written by one prepared statement into a plain table without an index, so many changes per commit,
/// with the gateway's durability (write-ahead log, synchronous FULL): what SQLite gives to somebody who decides, seals and hashes
/// nothing.
/// </summary>
internal static class PlainInserts
{
    /// <summary>Changes per second.</summary>
    /// <param name="folder">Where the file is made.</param>
    /// <param name="rowSizes">Bytes of each row of one change.</param>
    /// <param name="batch">Changes per commit.</param>
    /// <param name="length">For how long.</param>
    public static double Measure(string folder, IReadOnlyList<int> rowSizes, int batch, TimeSpan length)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "plain.db")};Pooling=False");
        connection.Open();
        using var prepare = connection.CreateCommand();
        prepare.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE plain (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);";
        prepare.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO plain (bytes) VALUES (@0)";
        var bytes = insert.Parameters.Add("@0", SqliteType.Blob);
        var rows = rowSizes.Select(RandomNumberGenerator.GetBytes).ToArray();

        var changes = 0;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < length)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var change = 0; change < batch; change++)
                foreach (var row in rows)
                {
                    bytes.Value = row;
                    insert.ExecuteNonQuery();
                }
            transaction.Commit();
            changes += batch;
        }
        return changes / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
