using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Server.Keys;

/// <summary>
/// The JSON bodies of the Key Vault data plane. Keys pass through byte arrays that are cleared, never through strings; anything off the
/// contract is <see cref="VaultFault.Malformed"/>.
/// </summary>
internal static class KeyVaultBody
{
    private const int MostKeyBytes = 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>The body of wrapkey, unwrapkey and sign; to be cleared once sent.</summary>
    public static byte[] Operation(string algorithm, ReadOnlySpan<byte> value)
    {
        var head = System.Text.Encoding.ASCII.GetBytes($"{{\"alg\":\"{algorithm}\",\"value\":\"");
        var length = Base64Url.GetEncodedLength(value.Length);
        var body = new byte[head.Length + length + 2];
        head.CopyTo(body, 0);
        Base64Url.EncodeToUtf8(value, body.AsSpan(head.Length));
        "\"}"u8.CopyTo(body.AsSpan(head.Length + length));
        return body;
    }

    /// <summary>The answer of wrapkey, unwrapkey and sign: <c>{kid, value}</c>, the value in base64url without padding.</summary>
    public static (KeyVaultKeyId Key, byte[] Value) ReadOperation(ReadOnlyMemory<byte> json) => Read(json, root =>
        KeyVaultKeyId.TryParse(root.GetProperty("kid").GetString(), out var key) ? (key, BytesOf(root.GetProperty("value"))) : throw Malformed());

    /// <summary>The answer of a key's reading: an RSA key of 2048 bits at least, in the vault or in its HSM.</summary>
    public static KeyVaultKeyId ReadKey(ReadOnlyMemory<byte> json) => Read(json, root =>
    {
        var key = root.GetProperty("key");
        return key.GetProperty("kty").GetString() is "RSA" or "RSA-HSM" && BytesOf(key.GetProperty("n")).Length >= 256
            && KeyVaultKeyId.TryParse(key.GetProperty("kid").GetString(), out var id) ? id : throw Malformed();
    });

    /// <summary>The answer of a signing key's reading: an elliptic key on P-256; with its SubjectPublicKeyInfo.</summary>
    public static (KeyVaultKeyId Key, byte[] PublicKey) ReadSigningKey(ReadOnlyMemory<byte> json) => Read(json, root =>
    {
        var key = root.GetProperty("key");
        var (x, y) = (BytesOf(key.GetProperty("x")), BytesOf(key.GetProperty("y")));
        if (key.GetProperty("kty").GetString() is not ("EC" or "EC-HSM") || key.GetProperty("crv").GetString() != "P-256"
            || !KeyVaultKeyId.TryParse(key.GetProperty("kid").GetString(), out var id)) throw Malformed();
        try
        {
            using var point = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return (id, point.ExportSubjectPublicKeyInfo());
        }
        catch (CryptographicException)
        {
            throw Malformed(); // no point of the curve
        }
    });

    private static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Without the cause, which may quote what was answered.
            throw Malformed();
        }
    }

    private static byte[] BytesOf(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        if (text.ValueKind != JsonValueKind.String || raw.Length is < 3 or > MostKeyBytes * 4 / 3) throw Malformed();
        var encoded = raw[1..^1];
        // The decoder takes padding and white space; the contract does not.
        if (encoded.ContainsAnyExcept(Alphabet) || !Base64Url.IsValid(encoded)) throw Malformed();
        return Base64Url.DecodeFromUtf8(encoded);
    }

    private static KeyVaultException Malformed() => new(VaultFault.Malformed);
}
