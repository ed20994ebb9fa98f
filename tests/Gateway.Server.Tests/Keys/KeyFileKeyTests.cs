using System.Runtime.Versioning;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Tests.Keys;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[UnsupportedOSPlatform("windows")]
internal sealed class KeyFileKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-keys-").FullName;

    private string KeyFile => Path.Combine(_folder, "vault.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Create_File_IsTheOwnersAlone()
    {
        using var vault = KeyFileKey.Create(KeyFile);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.GetUnixFileMode(KeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(File.ReadAllBytes(KeyFile), Has.Length.EqualTo(32));
            Assert.That(vault.KeyId, Does.Match("^file:[0-9a-f]{8}$"));
        }
    }

    [Test]
    public async Task Unwrap_AfterReopening_GivesTheKeyBack()
    {
        byte[] wrapped;
        string keyId;
        using (var created = KeyFileKey.Create(KeyFile))
        {
            wrapped = await created.WrapKeyAsync("A256KW", new byte[32]);
            keyId = created.KeyId;
        }
        using var opened = KeyFileKey.Open(KeyFile);
        Assert.That(await opened.UnwrapKeyAsync("A256KW", wrapped), Is.EqualTo(new byte[32]));
        Assert.That(opened.KeyId, Is.EqualTo(keyId));
    }

    [Test]
    public void Unwrap_WrappedByAnotherKey_IsRefused()
    {
        using var vault = KeyFileKey.Create(KeyFile);
        using var other = KeyFileKey.Create(KeyFile + "2");
        Assert.That(() => vault.UnwrapKey("A256KW", other.WrapKey("A256KW", new byte[32])), Throws.TypeOf<EnvelopeException>());
    }

    [TestCase("RSA-OAEP-256")]
    [TestCase("A128KW")]
    public void Wrap_AnotherAlgorithm_IsRefused(string algorithm)
    {
        using var vault = KeyFileKey.Create(KeyFile);
        Assert.That(() => vault.WrapKey(algorithm, new byte[32]), Throws.ArgumentException);
    }
}
