using System.Runtime.Versioning;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[UnsupportedOSPlatform("windows")]
internal sealed class KeyFileVaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-keys-").FullName;

    private string First => Path.Combine(_folder, "vault.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Version_AddedWhileTheVaultIsInUse_WrapsAndTheEarlierStillOpens()
    {
        SecretKeyFile.Create(First);
        var vault = new VaultKey(new KeyFileVault(First));
        var early = await vault.WrapAsync(new byte[32], default);
        SecretKeyFile.Create(VaultKeyFiles.Next(First));
        var late = await vault.WrapAsync(new byte[32], default);
        Assert.That(late.KeyId, Is.Not.EqualTo(early.KeyId));
        foreach (var wrap in new[] { early, late })
            Assert.That(await new VaultKey(new KeyFileVault(First)).UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Is.EqualTo(new byte[32]));
    }

    [Test]
    public void Next_CountsOnFromTheHighest()
    {
        Assert.That(VaultKeyFiles.Next(First), Is.EqualTo($"{First}.2"));
        for (var i = 0; i < 11; i++) SecretKeyFile.Create(i == 0 ? First : VaultKeyFiles.Next(First));
        Assert.That(VaultKeyFiles.All(First).Select(Path.GetFileName).TakeLast(2), Is.EqualTo(["vault.key.10", "vault.key.11"]));
        File.Delete(First);
        Assert.That(VaultKeyFiles.Next(First), Is.EqualTo($"{First}.12"));
    }

    [TestCase("vault.key.new")]
    [TestCase("vault.key.02")]
    [TestCase("vault.key.1")]
    [TestCase("vault.key.-3")]
    [TestCase("vault.key2")]
    public void File_NamedOtherwise_IsNoVersion(string name)
    {
        SecretKeyFile.Create(First);
        SecretKeyFile.Create(Path.Combine(_folder, name));
        Assert.That(VaultKeyFiles.All(First), Is.EqualTo([First]));
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead)]
    public void Version_OpenToOthers_IsRefused(UnixFileMode wider)
    {
        SecretKeyFile.Create(First);
        SecretKeyFile.Create($"{First}.2");
        File.SetUnixFileMode($"{First}.2", UnixFileMode.UserRead | wider);
        Assert.That(async () => await new KeyFileVault(First).CurrentAsync(default), Throws.TypeOf<KeysUnavailableException>());
    }

    [Test]
    public void Version_OfNoFile_IsRefused()
    {
        SecretKeyFile.Create(First);
        Assert.That(() => new KeyFileVault(First).VersionOf("file:00000000"), Throws.TypeOf<KeysUnavailableException>());
        Assert.That(async () => await new KeyFileVault(Path.Combine(_folder, "other.key")).CurrentAsync(default), Throws.TypeOf<KeysUnavailableException>());
    }
}
