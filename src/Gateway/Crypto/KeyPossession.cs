using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// The proof that whoever registers a key holds its private half: a compact JWS, ES256, with its payload left out (RFC 7515 appendix F), made
/// with that key over a statement of party and key, and of a recipient key's last day. For that it is the one signature of a key that otherwise
/// agrees: to prove possession a key may be used for a second end (NIST SP 800-57 part 1 §5.2), and the statement's first line lets it stand for
/// nothing else.
/// </summary>
public static class KeyPossession
{
    /// <summary>What a new signing key signs.</summary>
    /// <param name="party">The party whose key it becomes.</param>
    /// <param name="key">The key.</param>
    public static string Statement(string party, EcPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return $"gateway-signing-key/v1\n{party}\n{key.KeyId}\n";
    }

    /// <summary>Makes the proof of a signing key.</summary>
    public static string Prove(string party, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return DetachedSignature.Sign(Encoding.UTF8.GetBytes(Statement(party, key.Public)), key);
    }

    /// <summary>Whether the proof is this signing key's, for this party.</summary>
    public static bool IsProven(string proof, string party, EcPublicKey key) => IsSigned(proof, Statement(party, key), key);

    /// <summary>What a recipient key signs.</summary>
    /// <param name="party">The party whose key it becomes.</param>
    /// <param name="key">The key.</param>
    /// <param name="until">Last day that it is to be used.</param>
    public static string Statement(string party, EcPublicKey key, DateOnly until)
    {
        ArgumentNullException.ThrowIfNull(key);
        return string.Create(CultureInfo.InvariantCulture, $"gateway-recipient-key/v1\n{party}\n{key.KeyId}\n{until:yyyy-MM-dd}\n");
    }

    /// <summary>Makes the proof of a recipient key.</summary>
    public static string Prove(string party, AgreementKey key, DateOnly until)
    {
        ArgumentNullException.ThrowIfNull(key);
        var pkcs8 = key.ExportPkcs8();
        try
        {
            using var signing = SigningKey.FromPkcs8(pkcs8);
            return DetachedSignature.Sign(Encoding.UTF8.GetBytes(Statement(party, key.Public, until)), signing);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>Whether the proof is this recipient key's, for this party and day.</summary>
    public static bool IsProven(string proof, string party, EcPublicKey key, DateOnly until) => IsSigned(proof, Statement(party, key, until), key);

    private static bool IsSigned(string proof, string statement, EcPublicKey key)
    {
        try
        {
            return DetachedSignature.IsBy(proof, Encoding.UTF8.GetBytes(statement), key);
        }
        catch (EnvelopeException)
        {
            return false;
        }
    }
}
