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
