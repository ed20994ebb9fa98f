using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Server.Keys;
using Gateway.Server.Tests.Keys.StandIn;
using Gateway.Server.Witnesses;

namespace Gateway.Server.Tests.Keys;

/// <summary>The vault's signature under a checkpoint, from a key file and from the stand-in Key Vault.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class VaultSignerTests : IAsyncDisposable
{
    private static readonly Checkpoint Checkpoint = Checkpoint.Parse(
        "log.example\n1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 log.example AAAAAQIDBAU=\n");

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-vault-signer-").FullName;
    private StandInVault? _vault;

    /// <summary>Makes a signing key's file.</summary>
    public static string KeyFile(string folder, ECCurve? curve = null)
    {
        var path = Path.Combine(folder, "signing.der");
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        File.WriteAllBytes(path, key.ExportPkcs8PrivateKey());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        if (_vault is not null) await _vault.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Sign_ByAFile_IsTheKeysThatLiesBesideTheLogs()
    {
        var signature = await new VaultNoteSigner(new KeyFileSigner(KeyFile(_folder)), _folder).SignAsync(Checkpoint, default);
        var verifier = NoteVerifier.Parse((await File.ReadAllTextAsync(Path.Combine(_folder, "vault.vkey"))).Trim());
        Assert.That(Checkpoint.With([signature]).IsTrusted(verifier));
        Assert.That(Checkpoint.Parse(Checkpoint.With([signature]).Note).IsTrusted(verifier), "as it is written");
        Assert.That(Checkpoint.Parse(Checkpoint.With([signature]).Note.Replace("\n1\n", "\n2\n", StringComparison.Ordinal)).IsTrusted(verifier), Is.False);
    }

    [Test]
    public void Sign_ByAFileThatIsNone_SaysWhy()
    {
        AssertRefused(new KeyFileSigner(Path.Combine(_folder, "none.der")), "missing");
        AssertRefused(new KeyFileSigner(KeyFile(_folder, ECCurve.NamedCurves.nistP384)), "not one of ECDSA on P-256");
        var path = KeyFile(_folder);
        File.WriteAllBytes(path, new byte[40]);
        AssertRefused(new KeyFileSigner(path), "no private key in PKCS#8 DER");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        AssertRefused(new KeyFileSigner(path), "chmod 600");
    }

    [Test]
    public async Task Sign_ByAKeyVault_IsTheNewestVersionsOverTheText()
    {
        var signer = await VaultAsync(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        for (var i = 0; i < 40; i++) // r and s of every length
        {
            var signature = await signer.SignAsync(Checkpoint, default);
            var verifier = NoteVerifier.Parse((await File.ReadAllTextAsync(Path.Combine(_folder, "vault.vkey"))).Trim());
            Assert.That(Checkpoint.With([signature]).IsTrusted(verifier));
        }
        Assert.That(_vault?.Asked, Does.Contain("POST /keys/gateway-log/1/sign+token+body"));
    }

    [Test]
    public async Task Sign_ByAKeyVaultsOtherKey_IsRefused()
    {
        AssertRefused(await VaultAsync(elliptic: null), "malformed");
        _vault?.Keys.Add("gateway-log", "2", ECDsa.Create(ECCurve.NamedCurves.nistP384));
        AssertRefused(SignerOfVault(), "malformed");
        _vault!.Keys.Add("gateway-log", "3", ECDsa.Create(ECCurve.NamedCurves.nistP256)).IsEnabled = false;
        AssertRefused(SignerOfVault(), "forbids");
    }

    private async Task<VaultNoteSigner> VaultAsync(ECDsa? elliptic)
    {
        _vault = await StandInVault.StartAsync();
        _vault.Keys.Add("gateway-log", "1", elliptic);
        return SignerOfVault();
    }

    private VaultNoteSigner SignerOfVault() => new(
        new KeyVaultSigner(new VaultOptions { Address = $"https://{StandInVault.Host}", SigningKeyName = "gateway-log" }, _vault!.Access), _folder);

    private void AssertRefused(IVaultSigner signer, string why) => AssertRefused(new VaultNoteSigner(signer, _folder), why);

    private static void AssertRefused(VaultNoteSigner signer, string why) =>
        Assert.That(async () => await signer.SignAsync(Checkpoint, default), Throws.InstanceOf<KeysUnavailableException>().With.Message.Contains(why));
}
