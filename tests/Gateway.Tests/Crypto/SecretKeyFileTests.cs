using System.Runtime.Versioning;
using Gateway.Crypto;

namespace Gateway.Tests.Crypto;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[UnsupportedOSPlatform("windows")]
public sealed class SecretKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-keys-").FullName;

    private string Secret => Path.Combine(_folder, "vault.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Create_File_IsTheOwnersAloneAndHoldsWhatIsReturned()
    {
        var made = SecretKeyFile.Create(Secret);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.GetUnixFileMode(Secret), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(made, Has.Length.EqualTo(32).And.Not.EqualTo(new byte[32]));
            Assert.That(File.ReadAllBytes(Secret), Is.EqualTo(made));
            Assert.That(SecretKeyFile.Read(Secret), Is.EqualTo(made));
            Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Create_Twice_MakesDifferentSecrets() =>
        Assert.That(SecretKeyFile.Create(Secret), Is.Not.EqualTo(SecretKeyFile.Create(Secret + "2")));

    [Test]
    public void Create_WhereAFileIs_LeavesItAloneAndNothingBesideIt()
    {
        File.WriteAllText(Secret, "precious");
        Assert.That(() => SecretKeyFile.Create(Secret), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllText(Secret), Is.EqualTo("precious"));
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo([Secret]));
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.OtherWrite)]
    [TestCase(UnixFileMode.UserExecute)]
    public void Read_WiderMode_IsRefusedByName(UnixFileMode wider)
    {
        SecretKeyFile.Create(Secret);
        File.SetUnixFileMode(Secret, UnixFileMode.UserRead | UnixFileMode.UserWrite | wider);
        Assert.That(() => SecretKeyFile.Read(Secret), Throws.TypeOf<KeysUnavailableException>().With.Message.Contains("`vault.key` is open to others"));
        Assert.That(() => SecretKeyFile.RequireOwnersAlone(Secret), Throws.TypeOf<KeysUnavailableException>());
    }

    [Test]
    public void Read_NarrowerMode_IsAccepted()
    {
        var made = SecretKeyFile.Create(Secret);
        File.SetUnixFileMode(Secret, UnixFileMode.UserRead);
        Assert.That(SecretKeyFile.Read(Secret), Is.EqualTo(made));
        Assert.That(() => SecretKeyFile.RequireOwnersAlone(Secret), Throws.Nothing);
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void Read_FileOfAnotherLength_IsRefused(int size)
    {
        File.WriteAllBytes(Secret, new byte[size]);
        File.SetUnixFileMode(Secret, UnixFileMode.UserRead);
        Assert.That(() => SecretKeyFile.Read(Secret), Throws.TypeOf<KeysUnavailableException>().With.Message.Contains("is not 32 bytes"));
    }

    [Test]
    public void Read_NoFile_IsRefusedByName() => Assert.That(
        () => SecretKeyFile.Read(Secret), Throws.TypeOf<KeysUnavailableException>().With.Message.Contains("`vault.key` is missing"));

    [Test]
    public void Next_CountsOnFromTheHighest()
    {
        Assert.That(VaultKeyFiles.All(Secret), Is.Empty);
        Assert.That(VaultKeyFiles.Next(Secret), Is.EqualTo($"{Secret}.2"));
        for (var i = 0; i < 11; i++) SecretKeyFile.Create(i == 0 ? Secret : VaultKeyFiles.Next(Secret));
        Assert.That(VaultKeyFiles.All(Secret), Is.EqualTo([Secret, .. Enumerable.Range(2, 10).Select(n => $"{Secret}.{n}")]));
        File.Delete(Secret);
        Assert.That(VaultKeyFiles.Next(Secret), Is.EqualTo($"{Secret}.12"));
    }

    [TestCase("vault.key.new")]
    [TestCase("vault.key.02")]
    [TestCase("vault.key.1")]
    [TestCase("vault.key.0")]
    [TestCase("vault.key.-3")]
    [TestCase("vault.key2")]
    public void All_FileNamedOtherwise_IsNoVersion(string name)
    {
        SecretKeyFile.Create(Secret);
        SecretKeyFile.Create(Path.Combine(_folder, name));
        Assert.That(VaultKeyFiles.All(Secret), Is.EqualTo([Secret]));
    }

    [Test]
    public void All_WhereNoFolderIs_IsNone()
    {
        var first = Path.Combine(_folder, "none", "vault.key");
        Assert.That(VaultKeyFiles.All(first), Is.Empty);
        Assert.That(VaultKeyFiles.Next(first), Is.EqualTo($"{first}.2"));
    }
}
