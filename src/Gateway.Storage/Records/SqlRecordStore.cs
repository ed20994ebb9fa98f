using System.Data.Common;
using Gateway.Audit;
using Gateway.Parties;
using Gateway.Records;

namespace Gateway.Storage.Records;

/// <summary>
/// The records' rows in SQL (003_records.sql, 013_releases.sql, 017_content_keys.sql, 021_erasures.sql). What decides runs within works.
/// </summary>
public sealed class SqlRecordStore(SqliteDatabase database) : IRecordStore
{
    private sealed record Newest(int Version, ReadOnlyMemory<byte> Ciphertext, ReadOnlyMemory<byte> Facts);

    private sealed record Held(StoredSection Section, bool IsWithdrawn);

    private const string FindNewest = "SELECT version, ciphertext_digest, facts_digest FROM record_sections "
        + "WHERE holder = @0 AND record = @1 AND section = @2 ORDER BY version DESC LIMIT 1";

    // A later version that no longer concerns the person hides the earlier ones: it corrects them.
    private const string FindAbout =
        "SELECT s.holder, s.record, s.section, s.version, s.category, s.sealed_facts, s.facts_digest, s.ciphertext_digest, s.stored_at "
        + "FROM record_sections s JOIN "
        + "(SELECT DISTINCT record, section, version FROM record_persons WHERE holder = @0 AND person = @1) p "
        + "ON s.record = p.record AND s.section = p.section AND s.version = p.version WHERE s.holder = @0 AND NOT EXISTS "
        + "(SELECT 1 FROM record_sections n WHERE n.holder = @0 AND n.record = s.record AND n.section = s.section "
        + "AND n.version > s.version) AND s.withdrawn_at IS NULL ORDER BY s.record, s.section";

    private const string FindPersons =
        "SELECT person FROM record_persons WHERE holder = @0 AND record = @1 AND section = @2 AND version = @3 ORDER BY position";

    /// <inheritdoc />
    public async ValueTask<bool> TrySaveAsync(IWork work, StoredSection section, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var newest = await sql.Prepared(FindNewest, section.Holder.ToString(), section.Record, section.Section)
            .FirstAsync(row => new Newest(row.Number("version"), row.Bytes("ciphertext_digest"), row.Bytes("facts_digest")), ct);
        if (newest is null || newest.Version < section.Version)
        {
            await AddAsync(sql, section, ct);
            return true;
        }
        return newest.Version == section.Version && newest.Ciphertext.Span.SequenceEqual(section.CiphertextDigest.Span)
            && newest.Facts.Span.SequenceEqual(section.FactsDigest.Span)
            && IsSame(await PersonsAsync(sql, section, ct), section.Persons);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<StoredSection>> FindAboutAsync(
        IWork work, PartyId holder, ReadOnlyMemory<byte> person, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var found = await sql.Prepared(FindAbout, holder.ToString(), SqlValue.Of(person)).ListAsync(Read, ct);
        var sections = new List<StoredSection>(found.Count);
        foreach (var section in found) sections.Add(section with { Persons = await PersonsAsync(sql, section, ct) });
        return sections;
    }

    /// <inheritdoc />
    public async ValueTask<StoredSection?> WithdrawAsync(
        IWork work, PartyId holder, string record, string section, DateTimeOffset at, CancellationToken ct)
    {
        var sql = SqlWork.Of(work);
        var newest = await sql.Prepared(
            "SELECT holder, record, section, version, category, sealed_facts, facts_digest, ciphertext_digest, stored_at, withdrawn_at "
            + "FROM record_sections WHERE holder = @0 AND record = @1 AND section = @2 AND erased_at IS NULL ORDER BY version DESC LIMIT 1",
            holder.ToString(), record, section).FirstAsync(row => new Held(Read(row), row.InstantOrNull("withdrawn_at") is not null), ct);
        if (newest is null or { IsWithdrawn: true }) return null;
        await sql.Prepared(
            "UPDATE record_sections SET withdrawn_at = @4 WHERE holder = @0 AND record = @1 AND section = @2 AND version = @3",
            holder.ToString(), record, section, newest.Section.Version, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);
        return newest.Section with { Persons = await PersonsAsync(sql, newest.Section, ct) };
    }

    /// <inheritdoc />
    public ValueTask<StoredSection?> FindWholeAsync(StoredSection section, CancellationToken ct) => database.FirstAsync(
        "SELECT envelope, signature, content_key FROM record_sections "
        + "WHERE holder = @0 AND record = @1 AND section = @2 AND version = @3 AND erased_at IS NULL",
        [section.Holder.ToString(), section.Record, section.Section, section.Version],
        row => section with { Envelope = row.Bytes("envelope"), Signature = row.Text("signature"), ContentKey = row.Bytes("content_key") }, ct);

    private static async ValueTask AddAsync(SqlWork sql, StoredSection section, CancellationToken ct)
    {
        var holder = section.Holder.ToString();
        await sql.Prepared(
            "INSERT INTO record_sections (holder, record, section, version, category, sealed_facts, facts_digest, "
            + "ciphertext_digest, envelope, signature, stored_at, content_key) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)",
            holder, section.Record, section.Section, section.Version, section.Category, SqlValue.Of(section.SealedFacts),
            SqlValue.Of(section.FactsDigest), SqlValue.Of(section.CiphertextDigest), SqlValue.Of(section.Envelope), section.Signature,
                SqlValue.Of(section.At), SqlValue.Of(section.ContentKey))
            .ExecuteNonQueryAsync(ct);
        for (var i = 0; i < section.Persons.Count; i++)
            await sql.Prepared(
                "INSERT INTO record_persons (holder, record, section, version, position, person) VALUES (@0, @1, @2, @3, @4, @5)",
                holder, section.Record, section.Section, section.Version, i, SqlValue.OrNull(section.Persons[i]))
                .ExecuteNonQueryAsync(ct);
    }

    private static bool IsSame(IReadOnlyList<ReadOnlyMemory<byte>> stored, IReadOnlyList<ReadOnlyMemory<byte>> given) =>
        stored.Count == given.Count && stored.Zip(given).All(p => p.First.Span.SequenceEqual(p.Second.Span));

    private static ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsAsync(
        SqlWork sql, StoredSection section, CancellationToken ct) =>
        sql.Prepared(FindPersons, section.Holder.ToString(), section.Record, section.Section, section.Version)
            .ListAsync(row => row.Bytes("person"), ct);

    private static StoredSection Read(DbDataReader row) => new()
    {
        Holder = new PartyId(row.Text("holder")),
        Record = row.Text("record"),
        Section = row.Text("section"),
        Category = row.Text("category"),
        Version = row.Number("version"),
        Persons = [],
        SealedFacts = row.Bytes("sealed_facts"),
        CiphertextDigest = row.Bytes("ciphertext_digest"),
        FactsDigest = row.Bytes("facts_digest"),
        At = row.Instant("stored_at"),
    };
}
