using System.Data.Common;

namespace Gateway.Storage;

/// <summary>
/// The statements of one connection, each parsed and planned once. The SQL is a constant of the program: each text is kept. Not thread-safe.
/// </summary>
internal sealed class PreparedStatements(DbConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];

    public DbConnection Connection => connection;

    /// <summary>The statement with its parameters <c>@0</c>, <c>@1</c>… set to these values.</summary>
    public DbCommand Get(string sql, DbTransaction? transaction, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // constants only, see the summary
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@{i}";
                command.Parameters.Add(parameter);
            }
            _commands.Add(sql, command);
        }
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values) await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
