namespace Gateway.Audit;

/// <summary>A log as the files of C2SP tlog-tiles, wherever they lie: a folder, or the rows of a database.</summary>
public interface ITileSource
{
    /// <summary>
    /// The file at <c>checkpoint</c>, <c>log.vkey</c>, <c>succession/N</c> from 1 on (see <see cref="KeySuccession"/>), <c>details</c> (see
    /// <see cref="PrunedDetails"/>), <c>tile/L/N[.p/W]</c> or <c>tile/entries/N[.p/W]</c>; null where it is absent.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct);
}
