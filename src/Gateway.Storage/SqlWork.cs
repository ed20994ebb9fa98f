using System.Data.Common;
using Gateway.Audit;

namespace Gateway.Storage;

/// <summary>
/// An open write transaction on the writer's connection. Stores cast to it once, with <see cref="Of"/>.
/// </summary>
public sealed class SqlWork : IWork
{
    private readonly PreparedStatements _statements;
    private readonly Action _end;
    private bool _ended;

    internal SqlWork(PreparedStatements statements, DbTransaction transaction, Action end) =>
        (_statements, Transaction, _end) = (statements, transaction, end);

    public DbConnection Connection => _statements.Connection;

    public DbTransaction Transaction { get; }

    /// <summary>The work as this storage made it.</summary>
    /// <exception cref="ArgumentException">Another storage made it.</exception>
    public static SqlWork Of(IWork work) =>
        work as SqlWork ?? throw new ArgumentException("the work is of another storage", nameof(work));

    /// <summary>A statement that stays prepared from work to work, see <see cref="PreparedStatements"/>.</summary>
    public DbCommand Prepared(string sql, params ReadOnlySpan<object?> values) => _statements.Get(sql, Transaction, values);

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
