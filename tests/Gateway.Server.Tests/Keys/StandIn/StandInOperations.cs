using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gateway.Server.Tests.Keys.StandIn;

/// <summary>Keys and what may be done with them, as the data plane's contract has it: disabled keys do nothing, expired ones open and verify.</summary>
internal sealed class StandInOperations
{
    private readonly ConcurrentDictionary<string, List<StandInKey>> _keys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that was wrapped or unwrapped, in the clear.</summary>
    public ConcurrentQueue<byte[]> Secrets { get; } = [];

    /// <summary>A version of a key, the newest from now on.</summary>
    public StandInKey Add(string name, string version, ECDsa? elliptic = null)
    {
        var versions = _keys.GetOrAdd(name, _ => []);
        var key = new StandInKey(name, version, created: 1493942451 + versions.Count, elliptic);
        versions.Add(key);
        return key;
    }

    /// <summary>A key's version, the newest where none is named; null where there is none.</summary>
    public StandInKey? Find(string name, string? version) => _keys.GetValueOrDefault(name)?.LastOrDefault(k => version is null || k.Version == version);

    public StandInKey? Rotate(string name) => _keys.TryGetValue(name, out var versions)
        ? Add(name, $"{versions.Count + 1:x32}")
        : null;

    public static JsonObject Describe(HttpRequest request, StandInKey key)
    {
        return new JsonObject
        {
            ["key"] = key.Elliptic is { } elliptic ? DescribeElliptic(request, key, elliptic) : DescribeRsa(request, key),
            ["attributes"] = new JsonObject
            {
                ["enabled"] = key.IsEnabled, ["created"] = key.Created, ["updated"] = key.Created, ["recoveryLevel"] = "Recoverable+Purgeable",
            },
            ["tags"] = new JsonObject(),
        };
    }

    private static JsonObject DescribeRsa(HttpRequest request, StandInKey key)
    {
        var (n, e) = (key.Rsa.ExportParameters(false).Modulus, key.Rsa.ExportParameters(false).Exponent);
        return new JsonObject
        {
            ["kid"] = Kid(request, key), ["kty"] = "RSA",
            ["key_ops"] = new JsonArray("encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"),
            ["n"] = Base64Url.EncodeToString(n), ["e"] = Base64Url.EncodeToString(e),
        };
    }

    private static JsonObject DescribeElliptic(HttpRequest request, StandInKey key, ECDsa elliptic)
    {
        var parameters = elliptic.ExportParameters(false);
        return new JsonObject
        {
            ["kid"] = Kid(request, key), ["kty"] = "EC-HSM", ["crv"] = parameters.Q.X!.Length == 32 ? "P-256" : "P-384", ["key_ops"] = new JsonArray("sign", "verify"),
            ["x"] = Base64Url.EncodeToString(parameters.Q.X), ["y"] = Base64Url.EncodeToString(parameters.Q.Y),
        };
    }

    /// <summary>The answer, or the status that refuses.</summary>
    public (int Status, JsonObject? Answer) Run(HttpRequest request, StandInKey key, string operation, JsonNode body)
    {
        var (algorithm, value) = ((string?)body["alg"] ?? "", Bytes(body["value"]));
        if (!key.IsEnabled || (key.IsExpired && operation is "wrapkey" or "sign")) return (403, null);
        try
        {
            return (200, operation switch
            {
                "wrapkey" => Value(request, key, key.Rsa.Encrypt(Keep(value), Padding(algorithm))),
                "unwrapkey" => Value(request, key, Keep(key.Rsa.Decrypt(value, Padding(algorithm)))),
                // A hash is signed as r ‖ s (RFC 7518 §3.4).
                "sign" when key.Elliptic is { } elliptic && algorithm == "ES256" => Value(request, key, elliptic.SignHash(value)),
                "sign" => Value(request, key, key.Rsa.SignHash(value, Hash(algorithm), RSASignaturePadding.Pkcs1)),
                "verify" => new JsonObject
                {
                    ["value"] = key.Rsa.VerifyHash(Bytes(body["digest"]), value, Hash(algorithm), RSASignaturePadding.Pkcs1),
                },
                _ => throw new CryptographicException("no such operation"),
            });
        }
        catch (CryptographicException)
        {
            return (400, null);
        }
    }

    private byte[] Keep(byte[] secret)
    {
        Secrets.Enqueue([.. secret]);
        return secret;
    }

    private static JsonObject Value(HttpRequest request, StandInKey key, byte[] value) =>
        new() { ["kid"] = Kid(request, key), ["value"] = Base64Url.EncodeToString(value) };

    private static string Kid(HttpRequest request, StandInKey key) => $"https://{request.Host}/keys/{key.Name}/{key.Version}";

    private static byte[] Bytes(JsonNode? text) => Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes((string?)text ?? ""));

    private static RSAEncryptionPadding Padding(string algorithm) => algorithm switch
    {
        "RSA-OAEP-256" => RSAEncryptionPadding.OaepSHA256,
        "RSA1_5" => RSAEncryptionPadding.Pkcs1,
        _ => throw new CryptographicException("no such algorithm"),
    };

    private static HashAlgorithmName Hash(string algorithm) => algorithm switch
    {
        "RS256" => HashAlgorithmName.SHA256,
        "RS384" => HashAlgorithmName.SHA384,
        "RS512" => HashAlgorithmName.SHA512,
        _ => throw new CryptographicException("no such algorithm"),
    };
}
