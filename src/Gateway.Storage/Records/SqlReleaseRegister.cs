using System.Data.Common;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Storage.Records;

/// <summary>The rows of releases in SQL (013_releases.sql). All of it runs within works.</summary>
public sealed class SqlReleaseRegister : IReleaseRegister
{
    /// <inheritdoc />
    public async ValueTask AddAsync(
        IWork work, StoredSection section, string request, PartyId asker, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO releases (holder, record, section, version, request, asker, category, released_at) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT (holder, record, section, version, request) DO NOTHING",
            section.Holder.ToString(), section.Record, section.Section, section.Version, request, asker.ToString(), section.Category,
            SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Received>> ReceiversAsync(
        IWork work, PartyId holder, string record, string section, int beforeVersion, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(
            "SELECT DISTINCT request, asker, category FROM releases "
            + "WHERE holder = @0 AND record = @1 AND section = @2 AND version < @3 ORDER BY request",
            holder.ToString(), record, section, beforeVersion).ListAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Received>> OfRequestAsync(IWork work, PartyId holder, string request, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(
            "SELECT DISTINCT request, asker, category FROM releases WHERE holder = @0 AND request = @1 ORDER BY category",
            holder.ToString(), request).ListAsync(Read, ct);

    private static Received Read(DbDataReader row) => new(row.Text("request"), new PartyId(row.Text("asker")), row.Text("category"));
}
