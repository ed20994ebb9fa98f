using System.Data.Common;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Storage.Records;

/// <summary>The rows of what holders' own systems answer, in SQL (011_fulfilments.sql). All of it runs within works.</summary>
public sealed class SqlFulfilmentStore : IFulfilmentStore
{
    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> CategoriesAsync(IWork work, PartyId party, CancellationToken ct) =>
        SqlWork.Of(work).Prepared("SELECT category FROM fulfilled_categories WHERE party = @0 ORDER BY category", party.ToString())
            .ListAsync(row => row.Text("category"), ct);

    /// <inheritdoc />
    public async ValueTask SetCategoriesAsync(IWork work, PartyId party, IReadOnlyList<string> categories, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared("DELETE FROM fulfilled_categories WHERE party = @0", party.ToString()).ExecuteNonQueryAsync(ct);
        foreach (var category in categories)
            await sql.Prepared("INSERT INTO fulfilled_categories (party, category) VALUES (@0, @1)", party.ToString(), category)
                .ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredFulfilment>> FindAsync(IWork work, string request, CancellationToken ct) =>
        SqlWork.Of(work).Prepared(
            "SELECT f.*, r.holder FROM fulfilments f JOIN requests r ON r.id = f.request WHERE f.request = @0 ORDER BY f.category", request)
            .ListAsync(Read, ct);

    /// <inheritdoc />
    public async ValueTask<bool> TrySaveAsync(IWork work, StoredSection section, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var before = await sql.Prepared("SELECT ciphertext_digest FROM fulfilments WHERE request = @0 AND category = @1 AND envelope IS NULL",
            section.Record, section.Category).ExecuteScalarAsync(ct) as byte[];
        var isSaved = await sql.Prepared(
            "INSERT INTO fulfilments (request, category, persons, sealed_facts, facts_digest, ciphertext_digest, signature, sealed_at) "
            + "VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT (request, category) DO UPDATE SET persons = excluded.persons, "
            + "sealed_facts = excluded.sealed_facts, facts_digest = excluded.facts_digest, ciphertext_digest = excluded.ciphertext_digest, "
            + "signature = excluded.signature, sealed_at = excluded.sealed_at, entries = '[]', recipient = '', party_info = NULL, "
            + "sealed_salt = NULL, released_at = NULL WHERE fulfilments.envelope IS NULL",
            section.Record, section.Category, SqlValue.Of([.. section.Persons.Select(p => Convert.ToHexStringLower(p.Span))]),
            SqlValue.Of(section.SealedFacts), SqlValue.Of(section.FactsDigest), SqlValue.Of(section.CiphertextDigest), section.Signature,
            SqlValue.Of(section.At)).ExecuteNonQueryAsync(ct) == 1;
        // The same sent again goes on with its chunks; another brings its own.
        if (isSaved && before is not null && !section.CiphertextDigest.Span.SequenceEqual(before))
            await SqlChunkStore.AbandonAsync(sql, SectionPlace.Request, section.Holder.ToString(), section.Record, section.Section, ct);
        return isSaved;
    }

    /// <inheritdoc />
    public async ValueTask ReleaseAsync(IWork work, string request, string category, FulfilmentRelease release, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE fulfilments SET entries = @2, recipient = @3, party_info = @4, sealed_salt = @5, released_at = @6 "
            + "WHERE request = @0 AND category = @1",
            request, category, SqlValue.Of(release.Entries), release.RecipientKeyId, SqlValue.Of(release.PartyInfo),
            SqlValue.Of(release.SealedSalt), SqlValue.Of(release.At)).ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask DeliverAsync(IWork work, string request, string category, ReadOnlyMemory<byte> envelope, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "UPDATE fulfilments SET envelope = @2 WHERE request = @0 AND category = @1", request, category, SqlValue.Of(envelope))
            .ExecuteNonQueryAsync(ct);

    /// <inheritdoc />
    public async ValueTask WithholdAsync(IWork work, PartyId holder, string request, string category, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared(
            "UPDATE fulfilments SET entries = '[]', recipient = '', party_info = NULL, sealed_salt = NULL, released_at = NULL "
            + "WHERE request = @0 AND category = @1 AND envelope IS NULL", request, category).ExecuteNonQueryAsync(ct);
        await SqlChunkStore.AbandonAsync(sql, SectionPlace.Request, holder.ToString(), request, category, ct);
    }

    /// <inheritdoc />
    public async ValueTask WithdrawAsync(IWork work, PartyId holder, string request, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        await sql.Prepared(
            "UPDATE fulfilments SET entries = '[]', recipient = '', party_info = NULL, sealed_salt = NULL, released_at = NULL, envelope = NULL "
            + "WHERE request = @0", request).ExecuteNonQueryAsync(ct);
        // Whatever is sealed anew brings chunks of its own.
        await SqlChunkStore.AbandonAsync(sql, SectionPlace.Request, holder.ToString(), request, section: null, ct);
    }

    private static StoredFulfilment Read(DbDataReader row) => new(new StoredSection
    {
        Holder = new PartyId(row.Text("holder")),
        Record = row.Text("request"),
        Section = row.Text("category"),
        Category = row.Text("category"),
        Version = 1,
        IsFulfilment = true,
        Persons = [.. row.Codes("persons").Select(p => (ReadOnlyMemory<byte>)Convert.FromHexString(p))],
        SealedFacts = row.Bytes("sealed_facts"),
        FactsDigest = row.Bytes("facts_digest"),
        CiphertextDigest = row.Bytes("ciphertext_digest"),
        Signature = row.Text("signature"),
        At = row.Instant("sealed_at"),
    })
    {
        Release = row.InstantOrNull("released_at") is { } at
            ? new FulfilmentRelease(row.Codes("entries"), row.Text("recipient"), row.Bytes("party_info"), row.Bytes("sealed_salt"), at)
            : null,
        Envelope = row.Bytes("envelope"),
    };
}
