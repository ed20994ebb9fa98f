using Gateway.Audit;

namespace Gateway.Storage.Policy;

/// <summary>A catalogue that was activated.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 over its canonical JSON, hexadecimal.</param>
public sealed record ActivatedCatalogue(string Version, string Digest);

/// <summary>The activations' rows in SQL (007_catalogue.sql).</summary>
public sealed class SqlCatalogueStore(SqliteDatabase database)
{
    /// <summary>The one activated last; null before the first.</summary>
    public ValueTask<ActivatedCatalogue?> ActiveAsync(CancellationToken ct) => database.FirstAsync(
        "SELECT version, digest FROM catalogue_activations ORDER BY activated_at DESC, version DESC", [],
        row => new ActivatedCatalogue(row.Text("version"), row.Text("digest")), ct);

    /// <summary>Adds an activation in the work that logs it.</summary>
    public static async ValueTask ActivateAsync(IWork work, ActivatedCatalogue catalogue, DateTimeOffset at, CancellationToken ct) =>
        await SqlWork.Of(work).Prepared(
            "INSERT INTO catalogue_activations (version, digest, activated_at) VALUES (@0, @1, @2)",
            catalogue.Version, catalogue.Digest, SqlValue.Of(at)).ExecuteNonQueryAsync(ct);
}
