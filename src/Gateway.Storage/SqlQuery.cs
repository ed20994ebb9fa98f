using System.Data.Common;

namespace Gateway.Storage;

/// <summary>Reading all rows of a statement, or its first, within a work or of what is committed.</summary>
internal static class SqlQuery
{
    /// <summary>All rows. The statement is free for its next use when this returns.</summary>
    public static async ValueTask<IReadOnlyList<T>> ListAsync<T>(
        this DbCommand command, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row; null where there is none.</summary>
    public static async ValueTask<T?> FirstAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken ct)
        where T : class
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? read(reader) : null;
    }

    /// <summary>All rows of what is committed now; the values are <c>@0</c>, <c>@1</c>…</summary>
    public static ValueTask<IReadOnlyList<T>> ListAsync<T>(
        this SqliteDatabase database, string sql, object?[] values, Func<DbDataReader, T> read, CancellationToken ct) =>
        database.ReadAsync(reader => reader.Get(sql, transaction: null, values).ListAsync(read, ct), ct);

    /// <summary>The first row of what is committed now; null where there is none.</summary>
    public static ValueTask<T?> FirstAsync<T>(
        this SqliteDatabase database, string sql, object?[] values, Func<DbDataReader, T> read, CancellationToken ct)
        where T : class =>
        database.ReadAsync(reader => reader.Get(sql, transaction: null, values).FirstAsync(read, ct), ct);
}
