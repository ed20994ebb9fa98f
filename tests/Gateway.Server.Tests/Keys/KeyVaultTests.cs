using System.Diagnostics;
using Azure.Identity;
using Gateway.Crypto;
using Gateway.Server.Keys;
using Gateway.Server.Tests.Keys.StandIn;

namespace Gateway.Server.Tests.Keys;

/// <summary>The vault's key over real HTTPS against the stand-in: what it promises, and each way in which a vault can fail.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KeyVaultTests : IAsyncDisposable
{
    private const string First = "00000000000000000000000000000001";
    private const string FirstKid = $"https://{StandInVault.Host}/keys/gateway/{First}";
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];

    private StandInVault _vault = null!;
    private StandInKey _first = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _vault = await StandInVault.StartAsync();
        _first = _vault.Keys.Add("gateway", First);
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    private VaultKey Key(string version = "") => Key(_vault.Access, version);

    private static VaultKey Key(KeyVaultAccess access, string version = "") => new(new KeyVault(
        new VaultOptions { Address = $"https://{StandInVault.Host}", KeyName = "gateway", KeyVersion = version }, access));

    private KeyVaultAccess Impatient => _vault.Access with { Patience = TimeSpan.FromSeconds(2) };

    [Test]
    public async Task Wrap_Secret_NamesTheVersionAndOpensAgain()
    {
        var wrap = await Key().WrapAsync(Secret, default);
        Assert.That(wrap.KeyId, Is.EqualTo(FirstKid));
        Assert.That(await Key().UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Is.EqualTo(Secret));
    }

    [Test]
    public async Task Wrap_AfterRotation_IsByTheNewVersionAndTheOldOnesOpen()
    {
        var key = Key();
        var old = await key.WrapAsync(Secret, default);
        _vault.Keys.Rotate("gateway");
        var wrap = await key.WrapAsync(Secret, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrap.KeyId, Is.Not.EqualTo(old.KeyId));
            Assert.That(await key.CurrentKeyIdAsync(default), Is.EqualTo(wrap.KeyId));
            Assert.That(await key.UnwrapAsync(old.KeyId, old.Wrapped, default), Is.EqualTo(Secret));
            Assert.That(await key.UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Is.EqualTo(Secret));
            Assert.That(async () => await key.UnwrapAsync(wrap.KeyId, old.Wrapped, default), Refused(VaultFault.Refused));
        }
    }

    [Test]
    public async Task Wrap_VersionIsNamed_IsByThatOneAfterRotationToo()
    {
        _vault.Keys.Rotate("gateway");
        Assert.That((await Key(First).WrapAsync(Secret, default)).KeyId, Is.EqualTo(FirstKid));
    }

    [TestCase($"https://other.vault.azure.net/keys/gateway/{First}")]
    [TestCase($"https://{StandInVault.Host}/keys/another/{First}")]
    [TestCase($"https://{StandInVault.Host}/keys/gateway")]
    [TestCase($"http://{StandInVault.Host}/keys/gateway/{First}")]
    [TestCase($"{FirstKid}/")]
    [TestCase($"{FirstKid}?x")]
    [TestCase("file:00000000")]
    [TestCase("")]
    public void Unwrap_WrappedByAnotherKey_IsRefusedUnasked(string wrappedBy)
    {
        Assert.That(async () => await Key().UnwrapAsync(wrappedBy, new byte[256], default), Throws.TypeOf<KeysUnavailableException>());
        Assert.That(_vault.Asked, Is.Empty);
    }

    [Test]
    public async Task Ask_FirstTime_SendsNeitherTokenNorBodyBeforeTheChallenge()
    {
        var key = Key();
        var wrap = await key.WrapAsync(Secret, default);
        await key.UnwrapAsync(wrap.KeyId, wrap.Wrapped, default);
        var path = $"/keys/gateway/{First}";
        Assert.That(_vault.Asked, Is.EqualTo(
        [
            "GET /keys/gateway", "GET /keys/gateway+token", $"POST {path}/wrapkey+token+body", $"POST {path}/unwrapkey+token+body", $"POST {path}/unwrapkey+token+body",
        ]));
        _vault.Asked.Clear();
        await Key().UnwrapAsync(wrap.KeyId, wrap.Wrapped, default); // a client that has seen no challenge yet
        Assert.That(_vault.Asked, Is.EqualTo([$"POST {path}/unwrapkey", $"POST {path}/unwrapkey+token+body"]));
        Assert.That(_vault.Credential.Asked[0].Scopes, Is.EqualTo(["https://vault.azure.net/.default"]));
        Assert.That(_vault.Credential.Asked[0].TenantId, Is.EqualTo("00000000-0000-0000-0000-000000000001"));
    }

    [TestCase("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://evil.example\"", VaultFault.ForeignChallenge)]
    [TestCase("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://ault.azure.net\"", VaultFault.ForeignChallenge)]
    [TestCase("Bearer authorization=\"https://login.windows.net/t\", resource=\"https://other.vault.azure.net\"", VaultFault.ForeignChallenge)]
    [TestCase("Bearer authorization=\"https://login.windows.net/t\", resource=\"http://vault.azure.net\"", VaultFault.Malformed)]
    [TestCase("Bearer authorization=\"https://login.windows.net/t\"", VaultFault.Malformed)]
    [TestCase("Basic realm=\"vault\"", VaultFault.Malformed)]
    [TestCase("Bearer", VaultFault.Malformed)]
    public void Ask_ChallengeIsForAnotherDomainOrNone_SendsNoToken(string challenge, VaultFault fault)
    {
        _vault.Fault = StandInFaults.Challenge(challenge);
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(fault));
        Assert.That(_vault.Credential.Asked, Is.Empty);
        Assert.That(_vault.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public void Ask_EveryTokenIsRefused_EndsAfterTwo()
    {
        _vault.Fault = StandInFaults.Challenge(StandInVault.Challenge);
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(VaultFault.TokenRefused));
        Assert.That(_vault.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public void Ask_CredentialFails_IsNamed()
    {
        _vault.Credential.Failure = new CredentialUnavailableException("no identity here");
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(VaultFault.NoToken));
    }

    [Test]
    public async Task Ask_ThrottledForAWhile_WaitsAsLongAsTheVaultSays()
    {
        _vault.Fault = StandInFaults.Throttled(2, retryAfter: "1");
        var began = Stopwatch.GetTimestamp();
        await Key().WrapAsync(Secret, default);
        Assert.That(Stopwatch.GetElapsedTime(began), Is.GreaterThan(TimeSpan.FromSeconds(1.9)));
    }

    [Test]
    public void Ask_ToldToWaitAnHour_EndsWithinThePatience()
    {
        _vault.Fault = StandInFaults.Throttled(int.MaxValue, retryAfter: "3600");
        var began = Stopwatch.GetTimestamp();
        Assert.That(async () => await Key(Impatient).WrapAsync(Secret, default), Refused(VaultFault.TimedOut));
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(8)));
        Assert.That(_vault.Asked, Has.Count.EqualTo(1));
    }

    [Test]
    public void Ask_ThrottledWithoutEnd_IsNamedAfterFourTries()
    {
        _vault.Fault = StandInFaults.Throttled(int.MaxValue, retryAfter: null);
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(VaultFault.Throttled));
        Assert.That(_vault.Asked, Has.Count.EqualTo(4));
    }

    [TestCase(400, VaultFault.Refused)]
    [TestCase(403, VaultFault.Forbidden)]
    [TestCase(404, VaultFault.NotFound)]
    [TestCase(409, VaultFault.Conflict)]
    [TestCase(500, VaultFault.Failing)]
    [TestCase(503, VaultFault.Failing)]
    [TestCase(204, VaultFault.Refused)]
    [TestCase(302, VaultFault.Refused)]
    public void Ask_AnsweredWithAStatus_IsNamed(int status, VaultFault fault)
    {
        _vault.Fault = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(fault));
    }

    [Test]
    public void Ask_NoAnswer_IsNamedWithinThePatience()
    {
        _vault.Fault = StandInFaults.Silent;
        Assert.That(async () => await Key(Impatient).WrapAsync(Secret, default), Refused(VaultFault.TimedOut));
    }

    [Test]
    public async Task Ask_OneTryIsNotAnswered_TriesAgain()
    {
        var tries = 0;
        _vault.Fault = async context => Interlocked.Increment(ref tries) == 1 && await StandInFaults.Silent(context);
        await Key(_vault.Access with { TryTime = TimeSpan.FromSeconds(1) }).CurrentKeyIdAsync(default);
        Assert.That(_vault.Asked.ToArray()[..2], Is.EqualTo(["GET /keys/gateway", "GET /keys/gateway"]));
    }

    [Test]
    public async Task Ask_VaultIsDownAndUpAgain_IsNamedAndRecovers()
    {
        var key = Key();
        _vault.Fault = StandInFaults.Down;
        Assert.That(async () => await key.WrapAsync(Secret, default), Refused(VaultFault.Unreachable));
        _vault.Fault = null;
        await key.WrapAsync(Secret, default);
    }

    [Test]
    public async Task Ask_CallerGoesAway_IsCancelledAndNoFault()
    {
        _vault.Fault = StandInFaults.Silent;
        using var cancellation = new CancellationTokenSource();
        var asking = Key().UnwrapAsync(FirstKid, new byte[256], cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Key_Disabled_DoesNothing()
    {
        var wrap = await Key().WrapAsync(Secret, default);
        _first.IsEnabled = false;
        Assert.That(async () => await Key().UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Refused(VaultFault.Forbidden));
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(VaultFault.Forbidden));
    }

    [Test]
    public async Task Key_Expired_OpensAndWrapsNoMore()
    {
        var wrap = await Key().WrapAsync(Secret, default);
        _first.IsExpired = true;
        Assert.That(await Key().UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Is.EqualTo(Secret));
        Assert.That(async () => await Key().WrapAsync(Secret, default), Refused(VaultFault.Forbidden));
    }

    [TestCase($$"""{"kid":"https://{{StandInVault.Host}}/keys/gateway/00000000000000000000000000000002","value":"AAAA"}""")]
    [TestCase($$"""{"kid":"https://{{StandInVault.Host}}/keys/another/{{First}}","value":"AAAA"}""")]
    [TestCase($$"""{"kid":"https://other.vault.azure.net/keys/gateway/{{First}}","value":"AAAA"}""")]
    public void Unwrap_AnsweredForAnotherKey_IsNamed(string body)
    {
        _vault.Fault = StandInFaults.Body(body);
        Assert.That(async () => await Key().UnwrapAsync(FirstKid, new byte[256], default), Refused(VaultFault.OtherKey));
    }

    [Test]
    public void Wrap_WhatComesBackOpensToSomethingElse_IsRefused()
    {
        _vault.Fault = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/wrapkey", StringComparison.Ordinal) || context.Request.Headers.Authorization.Count == 0) return false;
            var other = System.Buffers.Text.Base64Url.EncodeToString(_first.Rsa.Encrypt(new byte[64], System.Security.Cryptography.RSAEncryptionPadding.OaepSHA256));
            return await StandInFaults.Body($$"""{"kid":"{{FirstKid}}","value":"{{other}}"}""")(context);
        };
        Assert.That(async () => await Key().WrapAsync(Secret, default), Throws.TypeOf<KeysUnavailableException>().With.Message.Contains("something else"));
    }

    private static NUnit.Framework.Constraints.Constraint Refused(VaultFault fault) =>
        Throws.TypeOf<KeysUnavailableException>().With.InnerException.TypeOf<KeyVaultException>().And.InnerException.Property("Fault").EqualTo(fault);
}
