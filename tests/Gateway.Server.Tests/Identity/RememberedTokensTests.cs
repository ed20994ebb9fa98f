using System.Security.Cryptography;
using Gateway.Server.Identity;
using Gateway.Server.Tests.Keys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Server.Tests.Identity;

internal sealed class RememberedTokensTests
{
    private static readonly JsonWebTokenHandler Issuer = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ManualTime _time = new();
    private ECDsa _key;
    private TokenValidationParameters _parameters;
    private int _signatures;

    [SetUp]
    public void Start()
    {
        (_key, _signatures) = (ECDsa.Create(ECCurve.NamedCurves.nistP256), 0);
        _parameters = new TokenValidationParameters
        {
            ValidateAudience = false,
            ValidateIssuer = false,
            IssuerSigningKeyResolver = (_, _, _, _) =>
            {
                _signatures++;
                return [new ECDsaSecurityKey(_key)];
            },
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires > Now.UtcDateTime && (notBefore is null || notBefore <= Now.UtcDateTime),
        };
    }

    [TearDown]
    public void Stop() => _key.Dispose();

    [Test]
    public async Task Token_ComesAgain_ItsSignatureIsVerifiedOnceAMinute()
    {
        var (tokens, token) = (new RememberedTokens(_time), Issue(TimeSpan.FromMinutes(10)));
        await AssertValidAsync(tokens, token, true);
        await AssertValidAsync(tokens, token, true);
        Assert.That(_signatures, Is.EqualTo(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        await AssertValidAsync(tokens, token, true);
        Assert.That(_signatures, Is.EqualTo(2));
    }

    [Test]
    public async Task Token_EndsWhileRemembered_IsRefused()
    {
        var (tokens, token) = (new RememberedTokens(_time), Issue(TimeSpan.FromSeconds(30)));
        await AssertValidAsync(tokens, token, true);
        _time.Advance(TimeSpan.FromSeconds(31));
        await AssertValidAsync(tokens, token, false);
    }

    [Test]
    public async Task Token_WithTheSignatureOfARememberedOne_IsRefused()
    {
        var (tokens, token) = (new RememberedTokens(_time), Issue(TimeSpan.FromMinutes(10)));
        await AssertValidAsync(tokens, token, true);
        var other = Issue(TimeSpan.FromMinutes(11)).Split('.');
        await AssertValidAsync(tokens, $"{other[0]}.{other[1]}.{token.Split('.')[2]}", false);
    }

    [Test]
    public async Task Token_OfAKeyThatWasWithdrawn_IsRefusedWithinAMinute()
    {
        var (tokens, token) = (new RememberedTokens(_time), Issue(TimeSpan.FromMinutes(10)));
        await AssertValidAsync(tokens, token, true);
        _key.GenerateKey(ECCurve.NamedCurves.nistP256);
        _time.Advance(TimeSpan.FromMinutes(1));
        await AssertValidAsync(tokens, token, false);
    }

    [Test]
    public async Task Token_ThatWasRefused_IsValidatedAgain()
    {
        var (tokens, token) = (new RememberedTokens(_time), Issue(TimeSpan.FromMinutes(10), startsIn: TimeSpan.FromSeconds(10)));
        await AssertValidAsync(tokens, token, false);
        _time.Advance(TimeSpan.FromSeconds(10));
        await AssertValidAsync(tokens, token, true);
    }

    private DateTimeOffset Now => new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(_time.GetTimestamp());

    private async Task AssertValidAsync(RememberedTokens tokens, string token, bool isValid) =>
        Assert.That((await tokens.ValidateTokenAsync(token, _parameters)).IsValid, Is.EqualTo(isValid));

    private string Issue(TimeSpan lasts, TimeSpan? startsIn = null) => Issuer.CreateToken(new SecurityTokenDescriptor
    {
        NotBefore = startsIn is { } from ? (Now + from).UtcDateTime : null,
        Expires = (Now + lasts).UtcDateTime,
        SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key), SecurityAlgorithms.EcdsaSha256),
    });
}
