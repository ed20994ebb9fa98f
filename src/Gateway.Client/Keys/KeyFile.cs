using System.Security.Cryptography;
using System.Text;
using Gateway.Crypto;

namespace Gateway.Client;

/// <summary>One private key in a file that only its owner reads: PKCS #8 as PEM (RFC 7468 §10), so that <c>openssl</c> reads it too.</summary>
public static class KeyFile
{
    private const string Label = "PRIVATE KEY";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file, durable before this returns, and clears the key it was given.</summary>
    /// <exception cref="IOException">There is a file already: a key is never overwritten.</exception>
    public static void Write(string path, byte[] pkcs8)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("a key file needs Unix file modes");
        var text = Encoding.ASCII.GetBytes(PemEncoding.Write(Label, pkcs8));
        CryptographicOperations.ZeroMemory(pkcs8);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        });
        file.Write(text);
        file.Flush(flushToDisk: true);
        CryptographicOperations.ZeroMemory(text);
    }

    /// <summary>Reads a key with its reader and clears the bytes.</summary>
    /// <exception cref="KeysUnavailableException">There is none, others than the owner may use it, or it is no such key.</exception>
    public static T Read<T>(string path, Func<byte[], T> reader)
    {
        SecretKeyFile.RequireOwnersAlone(path);
        var name = Path.GetFileName(path);
        var text = Encoding.ASCII.GetChars(File.ReadAllBytes(path));
        var pkcs8 = Array.Empty<byte>();
        try
        {
            if (!PemEncoding.TryFind(text, out var pem) || !text.AsSpan(pem.Label).SequenceEqual(Label))
                throw new KeysUnavailableException($"the key file `{name}` is not PKCS #8 in PEM");
            pkcs8 = Convert.FromBase64CharArray(text, pem.Base64Data.Start.Value, pem.Base64Data.End.Value - pem.Base64Data.Start.Value);
            return reader(pkcs8);
        }
        catch (EnvelopeException e)
        {
            throw new KeysUnavailableException($"the key file `{name}` does not hold such a key", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            text.AsSpan().Clear();
        }
    }
}
