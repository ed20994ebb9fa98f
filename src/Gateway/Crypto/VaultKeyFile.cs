using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// The files of the embedded default's vault key: 32 random bytes each, its owner's alone. The first is named as configured, a later one has
/// a number behind that name (<c>vault.key.2</c>); the highest wraps, each opens what it wrapped.
/// </summary>
public static class VaultKeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Paths of the files that are there, the oldest first.</summary>
    public static IReadOnlyList<string> All(string first) =>
        [.. Numbered(first).OrderBy(f => f.Number).Select(f => f.Path)];

    /// <summary>Reads a key; whoever asks clears it.</summary>
    /// <exception cref="KeysUnavailableException">There is none, others than the owner may use it, or it is not 32 bytes.</exception>
    public static byte[] Read(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("a key file needs Unix file modes");
        if (!File.Exists(path))
            throw new KeysUnavailableException($"the key file `{Path.GetFileName(path)}` is missing");
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            throw new KeysUnavailableException($"the key file `{Path.GetFileName(path)}` is open to others than its owner: chmod 600");
        var key = File.ReadAllBytes(path);
        return key.Length == Size ? key : throw new KeysUnavailableException($"the key file `{Path.GetFileName(path)}` is not 32 bytes");
    }

    /// <summary>Makes a new key and its file, durable before this returns; whoever asks clears it.</summary>
    /// <exception cref="IOException">There is a file already: a key is never overwritten.</exception>
    public static byte[] Create(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("a key file needs Unix file modes");
        var key = RandomNumberGenerator.GetBytes(Size);
        // Under its name once it is whole: a server that runs looks for it.
        var written = $"{path}.new";
        using (var file = new FileStream(written, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        }))
        {
            file.Write(key);
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(written, path, overwrite: false);
        }
        catch (IOException)
        {
            File.Delete(written);
            throw;
        }
        return key;
    }

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
            else if (number[0] == '.' && int.TryParse(number.AsSpan(1), out var later) && later > 1 && number == $".{later}") yield return (later, path);
        }
    }
}
