using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Client;
using Gateway.Crypto;
using Gateway.Server.Tests.EndToEnd;

namespace Gateway.Server.Tests.Keys;

/// <summary>
/// The secrets of a test's server and its parties, and how a text could say one. With GATEWAY_TEST_SECRETS set they are kept in that file, for
/// run.sh to look for in everything that the whole run printed.
/// </summary>
internal static class KnownSecrets
{
    private static readonly Lock Writing = new();

    /// <summary>What a data folder with key files holds: the vault's keys, and each secret that one of them wraps.</summary>
    public static IEnumerable<byte[]> Of(string folder)
    {
        var file = new GatewayFile(folder);
        List<string> wraps = [.. file.Column("SELECT hex(wrapped_log_key) FROM party_keys"), .. file.Column("SELECT hex(wrapped) FROM gateway_secrets")];
        foreach (var key in VaultKeyFiles.All(Path.Combine(folder, "vault.key")).Select(SecretKeyFile.Read))
        {
            yield return key;
            foreach (var secret in wraps.Select(w => Opened(key, Convert.FromHexString(w))).SelectMany(s => s.Chunk(32))) yield return secret;
        }
    }

    /// <summary>The private halves of a party's keys.</summary>
    public static IEnumerable<byte[]> Of(PartyIdentity identity) =>
        new[] { identity.Signing.ExportPkcs8(), identity.Recipient.ExportPkcs8() }.Select(pkcs8 =>
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return key.ExportParameters(includePrivateParameters: true).D ?? throw new InvalidOperationException("no private half");
        });

    /// <summary>How a text could say a secret.</summary>
    public static IEnumerable<string> Spellings(byte[] secret) =>
    [
        Convert.ToBase64String(secret).TrimEnd('='), Base64Url.EncodeToString(secret), Convert.ToHexString(secret), Convert.ToHexStringLower(secret),
        string.Join(',', secret), Encoding.Latin1.GetString(secret),
    ];

    /// <summary>Keeps the secrets for the end of the run, and fails where the text says one now.</summary>
    public static void Check(IReadOnlyCollection<byte[]> secrets, string said)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_TEST_SECRETS") is { Length: > 0 } kept)
        {
            lock (Writing) File.AppendAllLines(kept, secrets.SelectMany(s => Spellings(s).Take(4)));
        }
        if (secrets.SelectMany(Spellings).Any(said.Contains)) throw new InvalidOperationException("the server's log says a secret");
    }

    private static byte[] Opened(byte[] key, byte[] wrapped)
    {
        try
        {
            return AesKeyWrap.Unwrap(key, wrapped);
        }
        catch (EnvelopeException)
        {
            return []; // another version of the key wraps it
        }
    }
}
