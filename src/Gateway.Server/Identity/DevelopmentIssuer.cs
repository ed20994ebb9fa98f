using System.Security.Cryptography;
using Gateway.Parties;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Server.Identity;

/// <summary>
/// The token issuer of the embedded default: believes whoever asks from this machine, with a key that lives as long as the
/// process. It does not come to be in Production.
/// </summary>
public sealed class DevelopmentIssuer : IDisposable
{
    /// <summary>How long its tokens last.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials;
    private readonly IdentityOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="InvalidOperationException">The environment is Production.</exception>
    public DevelopmentIssuer(IdentityOptions options, IHostEnvironment environment, TimeProvider time)
    {
        if (environment.IsProduction()) throw new InvalidOperationException("the development issuer does not run in Production");
        (_options, _time) = (options, time);
        SigningKey = new ECDsaSecurityKey(_key);
        SigningKey.KeyId = Base64UrlEncoder.Encode(SigningKey.ComputeJwkThumbprint());
        _credentials = new SigningCredentials(SigningKey, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>What its tokens name as their issuer.</summary>
    public string Issuer => _options.Authority;

    /// <summary>The key that its tokens verify with. It holds the private half too: publish <see cref="PublicKey"/>.</summary>
    internal ECDsaSecurityKey SigningKey { get; }

    /// <summary>The public half as a key of a JWK set (RFC 7517).</summary>
    public IReadOnlyDictionary<string, string> PublicKey
    {
        get
        {
            var point = _key.ExportParameters(includePrivateParameters: false).Q;
            return new Dictionary<string, string>
            {
                ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["alg"] = SecurityAlgorithms.EcdsaSha256,
                ["kid"] = SigningKey.KeyId,
                ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y),
            };
        }
    }

    /// <summary>An access token of an officer.</summary>
    /// <param name="party">The party.</param>
    /// <param name="officer">The officer's id.</param>
    /// <param name="assurance">1 to 4.</param>
    /// <param name="lifetime">How long it lasts; ten minutes where nothing is said, and negative for one that has ended.</param>
    public string Issue(PartyId party, string officer, int assurance, TimeSpan? lifetime = null)
    {
        var now = _time.GetUtcNow();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = _options.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + (lifetime ?? Lifetime)).UtcDateTime,
            SigningCredentials = _credentials,
            Claims = new Dictionary<string, object>
            {
                [GatewayClaims.Party] = party.ToString(),
                [GatewayClaims.Officer] = officer,
                [GatewayClaims.Assurance] = $"loa{assurance}",
            },
        });
    }

    public void Dispose() => _key.Dispose();
}
