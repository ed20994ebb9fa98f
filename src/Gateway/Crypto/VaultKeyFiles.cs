namespace Gateway.Crypto;

/// <summary>
/// Names of the files of the embedded default's vault key (<see cref="SecretKeyFile"/>). The first is named as configured, a later one has
/// a number behind that name (<c>vault.key.2</c>); the highest wraps, each opens what it wrapped.
/// </summary>
public static class VaultKeyFiles
{
    /// <summary>Paths of the files that are there, the oldest first.</summary>
    public static IReadOnlyList<string> All(string first) =>
        [.. Numbered(first).OrderBy(f => f.Number).Select(f => f.Path)];

    /// <summary>Path of the next version's file.</summary>
    public static string Next(string first) => $"{first}.{Numbered(first).Select(f => f.Number).DefaultIfEmpty(1).Max() + 1}";

    private static IEnumerable<(int Number, string Path)> Numbered(string first)
    {
        var name = Path.GetFileName(first);
        var folder = Path.GetDirectoryName(Path.GetFullPath(first))!; // a file has a folder
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder, $"{name}*"))
        {
            var number = Path.GetFileName(path)[name.Length..];
            if (number.Length == 0) yield return (1, path);
            else if (number[0] == '.' && int.TryParse(number.AsSpan(1), out var later) && later > 1 && number == $".{later}")
                yield return (later, path);
        }
    }
}
