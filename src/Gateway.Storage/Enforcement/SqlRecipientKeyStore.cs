using System.Data.Common;
using Gateway.Audit;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Storage.Enforcement;

/// <summary>The rows of recipient keys and of what was released under them in SQL (020_key_lifetimes.sql).</summary>
public sealed class SqlRecipientKeyStore(SqliteDatabase database) : IRecipientKeyStore
{
    private const string Find = "SELECT * FROM recipient_keys WHERE thumbprint = @0";

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(IWork work, RecipientKey key, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO recipient_keys (thumbprint, party, jwk, proof, registered_at, valid_until) VALUES (@0, @1, @2, @3, @4, @5) "
        + "ON CONFLICT (thumbprint) DO NOTHING",
        key.Thumbprint, key.Party.ToString(), key.Jwk, key.Proof, SqlValue.Of(key.RegisteredAt), SqlValue.Of(key.ValidUntil))
            .ExecuteNonQueryAsync(ct) == 1;

    /// <inheritdoc />
    public ValueTask<RecipientKey?> FindAsync(IWork work, string thumbprint, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(Find, thumbprint).FirstAsync(ReadKey, ct);

    /// <inheritdoc />
    public ValueTask<RecipientKey?> FindAsync(string thumbprint, CancellationToken ct) => database.FirstAsync(Find, [thumbprint], ReadKey, ct);

    /// <inheritdoc />
    public async ValueTask RevokeAsync(IWork work, string thumbprint, KeyRevocation why, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE recipient_keys SET revoked_at = @1, is_compromised = @2 WHERE thumbprint = @0",
            thumbprint, SqlValue.Of(at), why == KeyRevocation.Compromised).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask AddReleaseAsync(IWork work, KeyRelease release, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO key_releases (thumbprint, entry, holder, receiver, kind, reference, categories, released_at) "
        + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
        release.Thumbprint, release.Entry, release.Holder.ToString(), release.Receiver.ToString(), release.Kind, release.Reference,
        SqlValue.Of(release.Categories), SqlValue.Of(release.At)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<KeyRelease>> ReleasesAsync(string thumbprint, PartyId? holder, string after, int most, CancellationToken ct) =>
        database.ListAsync(
            "SELECT * FROM key_releases WHERE thumbprint = @0 AND (@1 = '' OR holder = @1) AND entry > @2 ORDER BY entry LIMIT @3",
            [thumbprint, holder?.ToString() ?? "", after, most], ReadRelease, ct);

    private static RecipientKey ReadKey(DbDataReader row)
    {
        var revokedAt = row.InstantOrNull("revoked_at");
        return new RecipientKey
        {
            Thumbprint = row.Text("thumbprint"), Party = new PartyId(row.Text("party")), Jwk = row.Text("jwk"), Proof = row.Text("proof"),
            RegisteredAt = row.Instant("registered_at"), ValidUntil = row.Day("valid_until"), RevokedAt = revokedAt,
            Revocation = revokedAt is null ? KeyRevocation.None : row.Flag("is_compromised") ? KeyRevocation.Compromised : KeyRevocation.Withdrawn,
        };
    }

    private static KeyRelease ReadRelease(DbDataReader row) => new(
        row.Text("thumbprint"), row.Text("entry"), new PartyId(row.Text("holder")), new PartyId(row.Text("receiver")), row.Text("kind"),
        row.Text("reference"), row.Codes("categories"), row.Instant("released_at"));
}
