using System.Runtime.Versioning;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[UnsupportedOSPlatform("windows")]
internal sealed class KeyFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-keys-").FullName;

    private string First => Path.Combine(_folder, "vault.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Version_AddedWhileTheVaultIsInUse_WrapsAndTheEarlierStillOpens()
    {
        VaultKeyFile.Create(First);
        var vault = new VaultKey(new KeyFiles(First));
        var early = await vault.WrapAsync(new byte[32], default);
        VaultKeyFile.Create(VaultKeyFile.Next(First));
        var late = await vault.WrapAsync(new byte[32], default);
        Assert.That(late.KeyId, Is.Not.EqualTo(early.KeyId));
        foreach (var wrap in new[] { early, late })
            Assert.That(await new VaultKey(new KeyFiles(First)).UnwrapAsync(wrap.KeyId, wrap.Wrapped, default), Is.EqualTo(new byte[32]));
    }

    [Test]
    public void Next_CountsOnFromTheHighest()
    {
        Assert.That(VaultKeyFile.Next(First), Is.EqualTo($"{First}.2"));
        for (var i = 0; i < 11; i++) VaultKeyFile.Create(i == 0 ? First : VaultKeyFile.Next(First));
        Assert.That(VaultKeyFile.All(First).Select(Path.GetFileName).TakeLast(2), Is.EqualTo(["vault.key.10", "vault.key.11"]));
        File.Delete(First);
        Assert.That(VaultKeyFile.Next(First), Is.EqualTo($"{First}.12"));
    }

    [TestCase("vault.key.new")]
    [TestCase("vault.key.02")]
    [TestCase("vault.key.1")]
    [TestCase("vault.key.-3")]
    [TestCase("vault.key2")]
    public void File_NamedOtherwise_IsNoVersion(string name)
    {
        VaultKeyFile.Create(First);
        VaultKeyFile.Create(Path.Combine(_folder, name));
        Assert.That(VaultKeyFile.All(First), Is.EqualTo([First]));
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead)]
    public void Version_OpenToOthers_IsRefused(UnixFileMode wider)
    {
        VaultKeyFile.Create(First);
        VaultKeyFile.Create($"{First}.2");
        File.SetUnixFileMode($"{First}.2", UnixFileMode.UserRead | wider);
        Assert.That(async () => await new KeyFiles(First).CurrentAsync(default), Throws.TypeOf<KeysUnavailableException>());
    }

    [Test]
    public void Version_OfNoFile_IsRefused()
    {
        VaultKeyFile.Create(First);
        Assert.That(() => new KeyFiles(First).VersionOf("file:00000000"), Throws.TypeOf<KeysUnavailableException>());
        Assert.That(async () => await new KeyFiles(Path.Combine(_folder, "other.key")).CurrentAsync(default), Throws.TypeOf<KeysUnavailableException>());
    }
}
