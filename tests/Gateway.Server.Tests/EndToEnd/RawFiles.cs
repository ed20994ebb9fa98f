namespace Gateway.Server.Tests.EndToEnd;

/// <summary>The bytes of a server's database files, as somebody who copies them finds them.</summary>
internal sealed class RawFiles(string folder)
{
    private static readonly string[] Names = ["gateway.db", "gateway.db-wal", "gateway.db-shm"];

    /// <summary>Names of those marks that are found somewhere.</summary>
    public IReadOnlyList<string> Found(IReadOnlyDictionary<string, byte[]> marks)
    {
        var files = Names.Select(n => Path.Combine(folder, n)).Where(File.Exists).Select(Read).ToList();
        return [.. marks.Where(m => files.Exists(f => f.AsSpan().IndexOf(m.Value) >= 0)).Select(m => m.Key).Order(StringComparer.Ordinal)];
    }

    private static byte[] Read(string path)
    {
        // Shared: the database is open, as it is when somebody copies its files.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
