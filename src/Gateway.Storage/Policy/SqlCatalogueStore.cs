using Gateway.Audit;

namespace Gateway.Storage.Policy;

/// <summary>A catalogue that was activated.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 over its canonical JSON, hexadecimal.</param>
/// <param name="Content">The canonical JSON; empty for one that came with the program.</param>
/// <param name="Approval">Its approval; empty for one that came with the program.</param>
public sealed record ActivatedCatalogue(string Version, string Digest, ReadOnlyMemory<byte> Content, string Approval)
{
    /// <summary>Keyed digest over the row, so that whoever can write to the database alone cannot put a catalogue in force.</summary>
    public ReadOnlyMemory<byte> Proof { get; init; }

    /// <summary>What the proof is over.</summary>
    public string Statement => $"{Version}\n{Digest}\n{Approval}";
}

/// <summary>The activations' rows in SQL (007_catalogue.sql, 015_catalogue_content.sql).</summary>
public sealed class SqlCatalogueStore(SqliteDatabase database)
{
    /// <summary>The one activated last; null before the first.</summary>
    public ValueTask<ActivatedCatalogue?> ActiveAsync(CancellationToken ct) => database.FirstAsync(
        "SELECT version, digest, content, approval, proof FROM catalogue_activations ORDER BY activated_at DESC, version DESC", [],
        row => new ActivatedCatalogue(row.Text("version"), row.Text("digest"), row.Bytes("content"), row.Text("approval"))
            { Proof = row.Bytes("proof") }, ct);

    /// <summary>Adds an activation in the work that logs it; false where this version is activated already.</summary>
    public static async ValueTask<bool> TryActivateAsync(IWork work, ActivatedCatalogue catalogue, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO catalogue_activations (version, digest, activated_at, content, approval, proof) VALUES (@0, @1, @2, @3, @4, @5) "
            + "ON CONFLICT (version) DO NOTHING",
            catalogue.Version, catalogue.Digest, SqlValue.Of(at), SqlValue.OrNull(catalogue.Content), catalogue.Approval,
            SqlValue.OrNull(catalogue.Proof))
            .ExecuteNonQueryAsync(ct) == 1;
}
