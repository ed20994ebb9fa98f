using System.Data.Common;
using Gateway.Audit;
using Gateway.Crypto;

namespace Gateway.Storage.Keys;

/// <summary>The wrapped keys' rows in SQL (006_keys.sql, 018_key_generations.sql, 020_key_lifetimes.sql).</summary>
public sealed class SqlKeyStore(SqliteDatabase database) : IWrappedPartyKeyStore, IWrappedSecretStore
{
    /// <summary>Adds a party's keys in the work that registers the party.</summary>
#pragma warning disable CA1822 // a member like the other writes; that it needs the work alone is chance
    public async ValueTask AddPartyKeysAsync(IWork work, WrappedPartyKeys keys, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO party_keys (party, vault_key_id, wrapped_intake, wrapped_log_key, intake_jwk, generation, sealed_earlier, made_at) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
            keys.Party, keys.VaultKeyId, keys.WrappedIntake, keys.WrappedLogKey, keys.IntakeJwk, keys.Generation, keys.SealedEarlier,
            SqlValue.Of(keys.MadeAt)).ExecuteNonQueryAsync(ct);
#pragma warning restore CA1822

    /// <inheritdoc />
    public ValueTask<WrappedPartyKeys?> FindAsync(string party, CancellationToken cancellationToken) =>
        database.FirstAsync("SELECT * FROM party_keys WHERE party = @0", [party], Read, cancellationToken);

    /// <summary>All parties' keys, by party.</summary>
    public ValueTask<IReadOnlyList<WrappedPartyKeys>> ListAsync(CancellationToken ct) =>
        database.ListAsync("SELECT * FROM party_keys ORDER BY party", [], Read, ct);

    /// <inheritdoc />
    public ValueTask<WrappedGatewaySecrets?> FindAsync(CancellationToken cancellationToken) =>
        database.FirstAsync("SELECT * FROM gateway_secrets", [],
            row => new WrappedGatewaySecrets(row.Text("vault_key_id"), row.Bytes("wrapped").ToArray()), cancellationToken);

    /// <summary>Which version of the vault's key wraps what: the gateway's own secrets first, then the parties' keys by name.</summary>
    public ValueTask<IReadOnlyList<StoredWrap>> ListWrapsAsync(CancellationToken ct) => database.ListAsync(
        "SELECT '' AS party, vault_key_id FROM gateway_secrets UNION ALL SELECT party, vault_key_id FROM party_keys ORDER BY party", [],
        row => new StoredWrap(row.Text("party"), row.Text("vault_key_id")), ct);

#pragma warning disable CA1822 // members like the other writes; that they need the work alone is chance
    /// <summary>Puts a party's new keys or wrap in place of those they were made from; false where that is no longer there.</summary>
    public async ValueTask<bool> ReplaceAsync(IWork work, WrappedPartyKeys was, WrappedPartyKeys now, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE party_keys SET vault_key_id = @0, wrapped_log_key = @1, wrapped_intake = @5, intake_jwk = @6, generation = @7, sealed_earlier = @8, made_at = @10 "
            + "WHERE party = @2 AND vault_key_id = @3 AND wrapped_log_key = @4 AND sealed_earlier = @9",
            now.VaultKeyId, now.WrappedLogKey, was.Party, was.VaultKeyId, was.WrappedLogKey, now.WrappedIntake, now.IntakeJwk, now.Generation,
            now.SealedEarlier, was.SealedEarlier, SqlValue.Of(now.MadeAt)).ExecuteNonQueryAsync(ct) == 1;

    /// <summary>Keeps that two officers want everything wrapped by a version of the vault's key.</summary>
    public async ValueTask AddMoveAsync(IWork work, string vaultKeyId, DateTimeOffset at, CancellationToken ct) => await SqlWork.Of(work).Prepared(
        "INSERT INTO vault_moves (vault_key_id, approved_at) VALUES (@0, @1) ON CONFLICT (vault_key_id) DO UPDATE SET approved_at = excluded.approved_at",
        vaultKeyId, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);

    /// <summary>Puts the secrets' new wrap in place of the one it was made from; false where that is no longer there.</summary>
    public async ValueTask<bool> ReplaceAsync(IWork work, WrappedGatewaySecrets was, WrappedGatewaySecrets now, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE gateway_secrets SET vault_key_id = @0, wrapped = @1 WHERE vault_key_id = @2 AND wrapped = @3",
            now.VaultKeyId, now.Wrapped, was.VaultKeyId, was.Wrapped).ExecuteNonQueryAsync(ct) == 1;
#pragma warning restore CA1822

    /// <summary>The version that everything is moved to; null where none was ever asked for.</summary>
    public ValueTask<string?> FindMoveAsync(CancellationToken ct) => database.FirstAsync(
        "SELECT vault_key_id FROM vault_moves ORDER BY approved_at DESC LIMIT 1", [], row => row.Text("vault_key_id"), ct);

    /// <inheritdoc />
    public async ValueTask<bool> TryAddAsync(WrappedGatewaySecrets secrets, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var added = await SqlWork.Of(work).Prepared(
            "INSERT INTO gateway_secrets (id, vault_key_id, wrapped) VALUES (1, @0, @1) ON CONFLICT (id) DO NOTHING",
            secrets.VaultKeyId, secrets.Wrapped).ExecuteNonQueryAsync(cancellationToken);
        await database.CommitAsync(work);
        return added == 1;
    }

    private static WrappedPartyKeys Read(DbDataReader row) => new(
        row.Text("party"), row.Text("vault_key_id"), row.Bytes("wrapped_intake").ToArray(), row.Bytes("wrapped_log_key")
            .ToArray(), row.Text("intake_jwk"))
    {
        Generation = row.Number("generation"), SealedEarlier = row.Bytes("sealed_earlier").ToArray(), MadeAt = row.Instant("made_at"),
    };
}
