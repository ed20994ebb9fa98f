using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Gateway.Storage;

/// <summary>A row's columns as values of the core (the head of 002_parties.sql says how each is stored).</summary>
internal static class SqlRow
{
    public static string Text(this DbDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static int Number(this DbDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    public static long LongNumber(this DbDataReader row, string column) => row.GetInt64(row.GetOrdinal(column));

    public static bool Flag(this DbDataReader row, string column) => row.GetBoolean(row.GetOrdinal(column));

    /// <summary>Empty for NULL.</summary>
    public static ReadOnlyMemory<byte> Bytes(this DbDataReader row, string column) =>
        row[column] is byte[] bytes ? bytes : ReadOnlyMemory<byte>.Empty;

    public static DateTimeOffset Instant(this DbDataReader row, string column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.LongNumber(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.Instant(column);

    public static DateOnly Day(this DbDataReader row, string column) =>
        DateOnly.ParseExact(row.Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? DayOrNull(this DbDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.Day(column);

    /// <exception cref="InvalidOperationException">The column is no list.</exception>
    public static IReadOnlyList<string> Codes(this DbDataReader row, string column) =>
        JsonSerializer.Deserialize<List<string>>(row.Text(column))
        ?? throw new InvalidOperationException($"`{column}` is no list");

    /// <exception cref="ArgumentException">The enumeration has no such word.</exception>
    public static T Word<T>(this DbDataReader row, string column) where T : struct, Enum => Enum.Parse<T>(row.Text(column));
}
