using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Storage.Enforcement;

/// <summary>The consents' rows in SQL (014_consents.sql, 019_consent_recorders.sql). All of it runs within works.</summary>
public sealed class SqlConsentStore : IConsentStore
{
    /// <inheritdoc />
    public ValueTask<Consent?> FindAsync(IWork work, PartyId holder, string id, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT * FROM consents WHERE holder = @0 AND id = @1", holder.ToString(), id).FirstAsync(Read, ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Consent>> OfPersonAsync(
        IWork work, PartyId holder, ReadOnlyMemory<byte> person, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(
            "SELECT * FROM consents WHERE holder = @0 AND person = @1 ORDER BY id", holder.ToString(), SqlValue.Of(person)).ListAsync(Read, ct);

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(IWork work, Consent consent, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO consents (holder, id, person, givers, categories, receivers, purposes, form, given_on, valid_until, recorded_by) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10) ON CONFLICT (holder, id) DO NOTHING",
            consent.Holder.ToString(), consent.Id, SqlValue.Of(consent.Person), consent.Givers.ToString(), SqlValue.Of(consent.Categories),
            SqlValue.Of(consent.Receivers), SqlValue.Of(consent.Purposes), consent.Form.ToString(), SqlValue.Of(consent.GivenOn),
            SqlValue.Of(consent.ValidUntil), consent.RecordedBy).ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public async ValueTask RevokeAsync(IWork work, PartyId holder, string id, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE consents SET revoked_at = @2 WHERE holder = @0 AND id = @1", holder.ToString(), id, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    private static Consent Read(DbDataReader row) => new()
    {
        Holder = new PartyId(row.Text("holder")),
        Id = row.Text("id"),
        Person = row.Bytes("person"),
        Givers = row.Word<ConsentGivers>("givers"),
        Categories = row.Codes("categories"),
        Receivers = row.Codes("receivers"),
        Purposes = row.Codes("purposes"),
        Form = row.Word<ConsentForm>("form"),
        GivenOn = row.Day("given_on"),
        ValidUntil = row.Day("valid_until"),
        RecordedBy = row.Text("recorded_by"),
        RevokedAt = row.InstantOrNull("revoked_at"),
    };
}
