using Gateway.Client;
using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Server.Tests.Client;

[Platform(Exclude = "Win", Reason = "key files need Unix file modes")]
public sealed class PartyIdentityTests
{
    private static readonly PartyId Party = new("polisen-syd");
    private string _folder = ""; // set before each test

    [SetUp]
    public void SetUp() => _folder = Path.Combine(Directory.CreateTempSubdirectory("gateway-identity-").FullName, "keys");

    [TearDown]
    public void TearDown() => Directory.Delete(Path.GetDirectoryName(_folder) ?? _folder, recursive: true);

    [Test]
    public void Load_WhatCreateMade_IsTheSameKeys()
    {
        using var created = PartyIdentity.Create(Party, _folder);
        using var loaded = PartyIdentity.Load(Party, _folder);
        Assert.That(loaded.Recipient.Public, Is.EqualTo(created.Recipient.Public));
        Assert.That(loaded.Signing.Public, Is.EqualTo(created.Signing.Public));
        Assert.That(loaded.Recipient.Public, Is.Not.EqualTo(loaded.Signing.Public));
    }

    [Test]
    public void Load_AfterAddedRecipients_HasTheNewestAndKeepsTheEarlier()
    {
        using var created = PartyIdentity.Create(Party, _folder);
        PartyIdentity.AddRecipient(_folder);
        using var second = PartyIdentity.Load(Party, _folder);
        PartyIdentity.AddRecipient(_folder);
        using var third = PartyIdentity.Load(Party, _folder);
        Assert.That(Mode("recipient-3.pem"), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(third.Earlier.Select(k => k.Public), Is.EqualTo([second.Recipient.Public, created.Recipient.Public]));
        Assert.That(third.Recipient.Public, Is.Not.AnyOf(second.Recipient.Public, created.Recipient.Public));
        Assert.That(third.Signing.Public, Is.EqualTo(created.Signing.Public));
    }

    [Test]
    public void Load_WhereAnEarlierRecipientWasDeleted_HasTheHighestAndTheNextIsAboveIt()
    {
        using var created = PartyIdentity.Create(Party, _folder);
        for (var i = 0; i < 2; i++) PartyIdentity.AddRecipient(_folder);
        using var third = PartyIdentity.Load(Party, _folder);
        File.Delete(Path.Combine(_folder, "recipient-2.pem"));
        using var loaded = PartyIdentity.Load(Party, _folder);
        Assert.That(loaded.Recipient.Public, Is.EqualTo(third.Recipient.Public));
        PartyIdentity.AddRecipient(_folder);
        Assert.That(File.Exists(Path.Combine(_folder, "recipient-4.pem")));
    }

    [TestCase("recipient.pem")]
    [TestCase("signing.pem")]
    public void Create_KeyFile_IsForItsOwnerOnly(string file)
    {
        using var created = PartyIdentity.Create(Party, _folder);
        Assert.That(Mode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase("recipient.pem", UnixFileMode.GroupRead)]
    [TestCase("signing.pem", UnixFileMode.OtherRead)]
    [TestCase("signing.pem", UnixFileMode.GroupWrite)]
    [TestCase("recipient.pem", UnixFileMode.UserExecute)]
    public void Load_FileWithAWiderMode_IsRefused(string file, UnixFileMode wider)
    {
        using (PartyIdentity.Create(Party, _folder)) { }
        SetMode(file, Mode(file) | wider);
        Assert.That(() => PartyIdentity.Load(Party, _folder), Throws.InstanceOf<KeysUnavailableException>().With.Message.Contains("chmod 600"));
    }

    [Test]
    public void Create_KeysAreThere_OverwritesNothing()
    {
        using var created = PartyIdentity.Create(Party, _folder);
        Assert.That(() => PartyIdentity.Create(Party, _folder), Throws.InstanceOf<IOException>());
        using var loaded = PartyIdentity.Load(Party, _folder);
        Assert.That(loaded.Recipient.Public, Is.EqualTo(created.Recipient.Public));
    }

    [Test]
    public void Load_FileMissing_IsRefused() =>
        Assert.That(() => PartyIdentity.Load(Party, _folder), Throws.InstanceOf<KeysUnavailableException>().With.Message.Contains("missing"));

    [TestCase("")]
    [TestCase("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [TestCase("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void Load_FileHoldsNoKey_IsRefused(string content)
    {
        using (PartyIdentity.Create(Party, _folder)) { }
        File.WriteAllText(Path.Combine(_folder, "signing.pem"), content);
        Assert.That(() => PartyIdentity.Load(Party, _folder), Throws.InstanceOf<KeysUnavailableException>());
    }

    private UnixFileMode Mode(string file) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(Path.Combine(_folder, file));

    private void SetMode(string file, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        File.SetUnixFileMode(Path.Combine(_folder, file), mode);
    }
}
