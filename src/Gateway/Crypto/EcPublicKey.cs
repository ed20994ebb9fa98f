using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// A public key on P-256, for agreement or for signatures: a JWK (RFC 7518 §6.2.1) in one spelling. Immutable and thread-safe.
/// Two are equal when they are the same point.
/// </summary>
public sealed class EcPublicKey : IEquatable<EcPublicKey>
{
    private const int MostKnown = 4096;

    // The directory's keys, each read and imported once: a text always gives the same key, so nothing in here goes stale.
    private static readonly ConcurrentDictionary<string, EcPublicKey> Known = new();

    private readonly Lazy<ECDiffieHellmanPublicKey> _agreement;
    private readonly Lazy<ECDsa> _verifier;
    private readonly string _jwk;
    private readonly byte[] _thumbprint;

    private EcPublicKey(ECPoint point)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point };
        _agreement = new(() => PublicKeyOf(parameters));
        _verifier = new(() => ECDsa.Create(parameters));
        // RFC 7638 §3: the required members in this order, no white space. So the JWK we write is also what is hashed.
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        _jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        _thumbprint = SHA256.HashData(Encoding.ASCII.GetBytes(_jwk));
        KeyId = Base64Url.EncodeToString(_thumbprint);
    }

    /// <summary>SHA-256 thumbprint (RFC 7638), 32 bytes.</summary>
    public ReadOnlyMemory<byte> Thumbprint => _thumbprint;

    /// <summary>The thumbprint in base64url: the <c>kid</c> of everything sealed to or signed by the key.</summary>
    public string KeyId { get; }

    /// <summary>The key made ready for agreement once, since importing it costs as much as using it.</summary>
    internal ECDiffieHellmanPublicKey Agreement => _agreement.Value;

    /// <summary>Reads a JWK of exactly <c>kty</c>, <c>crv</c>, <c>x</c> and <c>y</c>.</summary>
    /// <exception cref="EnvelopeException">
    /// Another member (a private <c>d</c> above all), another curve, a second spelling, or no point of the curve.
    /// </exception>
    public static EcPublicKey FromJwk(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (Known.TryGetValue(json, out var known)) return known;
        var key = FromJwk(StrictJson.Parse(Encoding.UTF8.GetBytes(json), "jwk", "kty", "crv", "x", "y"));
        if (Known.Count < MostKnown) Known.TryAdd(json, key);
        return key;
    }

    internal static EcPublicKey FromJwk(StrictJson jwk)
    {
        if (jwk.Text("kty") != "EC" || jwk.Text("crv") != "P-256")
            throw new EnvelopeException($"`{jwk.What}` is not an EC key on P-256");
        var point = new ECPoint
        {
            X = StrictBase64Url.Decode(jwk.Text("x"), "x", 32),
            Y = StrictBase64Url.Decode(jwk.Text("y"), "y", 32),
        };
        if (!P256.IsOnCurve(point)) throw new EnvelopeException($"`{jwk.What}` is not a point of P-256");
        return new EcPublicKey(point);
    }

    internal static EcPublicKey Of(ECPoint point) => new(point);

    public string ToJwk() => _jwk;

    /// <summary>Whether the signature (ES256, r ‖ s, 64 bytes; RFC 7518 §3.4) is this key's over the data whose SHA-256 this is.</summary>
    internal bool VerifyDigest(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature) =>
        signature.Length == SigningKey.SignatureSize
        && _verifier.Value.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public bool Equals(EcPublicKey? other) => other is not null && KeyId == other.KeyId;

    public override bool Equals(object? obj) => Equals(obj as EcPublicKey);

    public override int GetHashCode() => KeyId.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => KeyId;

    private static ECDiffieHellmanPublicKey PublicKeyOf(ECParameters parameters)
    {
        using var key = ECDiffieHellman.Create(parameters);
        return key.PublicKey;
    }
}
