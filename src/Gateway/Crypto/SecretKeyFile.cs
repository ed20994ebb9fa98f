using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>A file of 32 random bytes that only its owner may read: a version of the embedded default's vault key, or a witness's seed.</summary>
public static class SecretKeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads a key; whoever asks clears it.</summary>
    /// <exception cref="KeysUnavailableException">There is none, others than the owner may use it, or it is not 32 bytes.</exception>
    public static byte[] Read(string path)
    {
        RequireOwnersAlone(path);
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

    /// <summary>Lets pass a file that is there and nobody but its owner may use.</summary>
    /// <exception cref="KeysUnavailableException">There is none, or others may use it.</exception>
    public static void RequireOwnersAlone(string path)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("a key file needs Unix file modes");
        if (!File.Exists(path)) throw new KeysUnavailableException($"the key file `{Path.GetFileName(path)}` is missing");
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            throw new KeysUnavailableException($"the key file `{Path.GetFileName(path)}` is open to others than its owner: chmod 600");
    }
}
