using System.Data.Common;
using Gateway.Audit;

namespace Gateway.Storage;

/// <summary>
/// An open write transaction on the writer's connection. Stores cast to it once, with <see cref="Of"/>.
/// </summary>
public sealed class SqlWork : IWork
{
    private readonly Dictionary<string, DbCommand> _prepared;
    private readonly Action _end;
    private bool _ended;

    internal SqlWork(DbConnection connection, DbTransaction transaction, Dictionary<string, DbCommand> prepared, Action end)
    {
        (Connection, Transaction) = (connection, transaction);
        (_prepared, _end) = (prepared, end);
    }

    public DbConnection Connection { get; }

    public DbTransaction Transaction { get; }

    /// <summary>The work as this storage made it.</summary>
    /// <exception cref="ArgumentException">Another storage made it.</exception>
    public static SqlWork Of(IWork work) =>
        work as SqlWork ?? throw new ArgumentException("the work is of another storage", nameof(work));

    /// <summary>
    /// A statement that stays prepared from work to work, with its parameters <c>@0</c>, <c>@1</c>… set to these values.
    /// The SQL is a constant of the program: each text is kept.
    /// </summary>
    public DbCommand Prepared(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
#pragma warning disable CA2100 // constants only, see the summary
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@{i}";
                command.Parameters.Add(parameter);
            }
            _prepared.Add(sql, command);
        }
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    /// <summary>Undoes what was not committed, and lets the next work begin.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        try
        {
            await Transaction.DisposeAsync();
        }
        finally
        {
            _end();
        }
    }
}
