using Gateway.Audit;
using Gateway.Records.Erasure;

namespace Gateway.Storage.Erasure;

/// <summary>
/// Erases a party's views of log entries. The row stays, empty and without its link, so that an entry whose detail was erased is told from one
/// that the party never had a view of; leaves and tree are not touched.
/// </summary>
internal sealed class LogDetailErasure(SqlWork sql, string party)
{
    /// <summary>How far apart entries of one act can lie: as many as an alert may concern persons.</summary>
    private const int Reach = 16;

    private const string OfPerson = "FROM log_views v JOIN log_entries e ON e.idx = v.idx WHERE v.subject = @1 AND v.party = @0";

    private sealed record View(long Index, EntryLeaf Leaf);

    /// <summary>How many views a scope takes, those beside the person's own not counted.</summary>
    public async ValueTask<int> CountAsync(ErasureScope scope, CancellationToken ct) => (await (scope.Kind == ErasureScopeKind.Party
        ? sql.Prepared("SELECT COUNT(*) AS n FROM log_views WHERE party = @0 AND length(sealed) > 0", party)
        : sql.Prepared($"SELECT COUNT(*) AS n {OfPerson}", party, SqlValue.Of(scope.Person))).ListAsync(row => row.Number("n"), ct))[0];

    public async ValueTask RunAsync(ErasureScope scope, CancellationToken ct)
    {
        if (scope.Kind == ErasureScopeKind.Party)
        {
            await sql.Prepared("UPDATE log_views SET subject = NULL, sealed = x'' WHERE party = @0", party).ExecuteNonQueryAsync(ct);
            return;
        }
        foreach (var own in await sql.Prepared($"SELECT e.idx, e.leaf {OfPerson}", party, SqlValue.Of(scope.Person)).ListAsync(Read, ct))
        {
            await EraseAsync(own.Index, ct);
            foreach (var beside in await BesideAsync(own, ct)) await EraseAsync(beside.Index, ct);
        }
    }

    /// <summary>
    /// Entries of the same act that name nobody: those that fill a request's fixed number of four repeat the person's. One of another act at the
    /// same millisecond between the same parties may be among them; of that act the entries that name somebody stay.
    /// </summary>
    private async ValueTask<IEnumerable<View>> BesideAsync(View own, CancellationToken ct) => (await sql.Prepared(
        "SELECT e.idx, e.leaf FROM log_views v JOIN log_entries e ON e.idx = v.idx "
        + "WHERE v.party = @0 AND v.subject IS NULL AND v.idx BETWEEN @1 AND @2 AND length(v.sealed) > 0",
        party, own.Index - Reach, own.Index + Reach).ListAsync(Read, ct)).Where(v => IsSameAct(v.Leaf, own.Leaf));

    private async ValueTask EraseAsync(long index, CancellationToken ct) => await sql.Prepared(
        "UPDATE log_views SET subject = NULL, sealed = x'' WHERE idx = @1 AND party = @0", party, index).ExecuteNonQueryAsync(ct);

    private static bool IsSameAct(EntryLeaf one, EntryLeaf other) =>
        (one.At, one.Kind, one.Holder, one.Counterpart) == (other.At, other.Kind, other.Holder, other.Counterpart);

    private static View Read(System.Data.Common.DbDataReader row) => new(row.LongNumber("idx"), EntryLeaf.Parse(row.Bytes("leaf").Span));
}
