using Gateway.Audit;
using Gateway.Server.Hosting;
using Gateway.Server.Keys;
using Microsoft.Extensions.Configuration;

namespace Gateway.Server.Tests.Hosting;

internal sealed class ServerConfigurationTests
{
    private string _folder;

    [SetUp]
    public void MakeFiles()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-settings-").FullName;
        foreach (var name in new[] { "server.pem", "server.key", "vault.key", "catalogue.json", "approval.json", "signers.json" }) File.WriteAllText(Path.Combine(_folder, name), "");
    }

    [TearDown]
    public void DeleteFiles() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Read_EmbeddedDefault_NeedsThreeSettings()
    {
        var options = Read("Development", new()
        {
            ["DataFolder"] = _folder, ["LogOrigin"] = "test.example/log", ["Identity:Audience"] = "gateway",
            ["Identity:UseDevelopmentIssuer"] = "true",
        });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.ListenAddress, Is.EqualTo("127.0.0.1"));
            Assert.That(options.ListenPort, Is.EqualTo(7443));
            Assert.That(options.Identity.Authority, Is.EqualTo("https://localhost:7443"));
            Assert.That(options.Vault.KeyFile, Is.EqualTo(Path.Combine(_folder, "vault.key")));
            Assert.That(options.OtlpEndpoint, Is.Empty);
        }
    }

    [Test]
    public void Read_CompleteProduction_IsAccepted() => Assert.That(() => Read("Production", Complete()), Throws.Nothing);

    [Test]
    public void Read_EmptyProduction_NamesEverySettingAtOnce() =>
        Assert.That(Problems("Production", []), Is.EquivalentTo(new[]
        {
            "`Gateway:DataFolder` is missing",
            "`Gateway:LogOrigin` is missing",
            "`Gateway:Identity:Audience` is missing",
            "`Gateway:Identity:Authority` is missing",
            "`Gateway:CertificateFile` is missing: a certificate of the server's own making is refused in Production",
            "`Gateway:CertificateKeyFile` is missing",
            "`Gateway:Vault` names neither the `Address` of a Key Vault nor a `KeyFile`",
            "`Gateway:CatalogueFile` is missing: Production needs a catalogue that two people approved",
        }));

    [TestCase("LogOrigin", "https://test.example/log", "is not a name without scheme, spaces and `+`, such as `gateway.example/log`")]
    [TestCase("LogOrigin", "a b", "is not a name without scheme, spaces and `+`, such as `gateway.example/log`")]
    [TestCase("LogOrigin", "a+b", "is not a name without scheme, spaces and `+`, such as `gateway.example/log`")]
    [TestCase("ListenAddress", "example.se", "is not an IP address")]
    [TestCase("ListenPort", "65536", "is not 0 to 65535")]
    [TestCase("ListenPort", "https", "is not a whole number")]
    [TestCase("ListenPort", "0", "is 0: Production needs a port that clients can name")]
    [TestCase("Identity:Authority", "http://issuer.example", "is not an https address")]
    [TestCase("Identity:UseDevelopmentIssuer", "true", "is refused in Production")]
    [TestCase("Identity:UseDevelopmentIssuer", "yes", "is neither `true` nor `false`")]
    [TestCase("OtlpEndpoint", "localhost:4317", "is not an http or https address")]
    [TestCase("CertificateFile", "/nowhere.pem", "names a file that is not there: /nowhere.pem")]
    [TestCase("CertificateKeyFile", "/nowhere.key", "names a file that is not there: /nowhere.key")]
    [TestCase("Vault:KeyFile", "/nowhere.key", "names a file that is not there: /nowhere.key")]
    [TestCase("CatalogueApprovalFile", "/nowhere.json", "names a file that is not there: /nowhere.json")]
    [TestCase("CatalogueSignersFile", "", "is missing: a catalogue goes with its approval and its signers")]
    [TestCase("UrgentAnswerMinutes", "1441", "is not 0 to 1440")]
    [TestCase("PostReviewHours", "169", "is not 0 to 168")]
    [TestCase("BackupDays", "3651", "is not 0 to 3650")]
    [TestCase("WitnessPolicyFile", "/nowhere.policy", "names no policy: Could not find file '/nowhere.policy'.")]
    [TestCase("WitnessAuthorityFile", "/nowhere.pem", "counts for nothing without `WitnessPolicyFile`")]
    [TestCase("Vault:SigningKeyFile", "/nowhere.der", "names a file that is not there: /nowhere.der")]
    [TestCase("Vault:SigningKeyName", "gateway-log", "counts for nothing without `Vault:Address`")]
    [TestCase("WitnessRoundSeconds", "0", "is not 1 to 3600")]
    [TestCase("StartWithoutWitnesses", "perhaps", "is neither `true` nor `false`")]
    [TestCase("Identity:Audience", "<fill in>", "is still a placeholder: <fill in>")]
    [TestCase("ListenPort", "<port>", "is still a placeholder: <port>")]
    [TestCase("LogOrgin", "test.example/log", "is no setting of this server")]
    public void Read_OneSettingIsWrong_NamesItAlone(string setting, string value, string reason)
    {
        var settings = Complete();
        settings[setting] = value;
        Assert.That(Problems("Production", settings), Is.EqualTo(new[] { $"`Gateway:{setting}` {reason}" }));
    }

    [Test]
    public void Read_KeyVault_IsAcceptedInPlaceOfAFile()
    {
        var vault = Read("Production", WithKeyVault()).Vault;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(vault.KeyFile, Is.Empty);
            Assert.That(vault.Address, Is.EqualTo("https://name.vault.azure.net"));
            Assert.That(vault.Credential, Is.EqualTo(VaultCredential.ManagedIdentity));
            Assert.That(vault.LeaseSeconds, Is.EqualTo(300));
        }
    }

    [TestCase("Vault:Address", "http://name.vault.azure.net", "is not the https address of a vault, such as `https://name.vault.azure.net`")]
    [TestCase("Vault:Address", "https://name.vault.azure.net/keys", "is not the https address of a vault, such as `https://name.vault.azure.net`")]
    [TestCase("Vault:Address", "name", "is not the https address of a vault, such as `https://name.vault.azure.net`")]
    [TestCase("Vault:KeyName", "", "is missing")]
    [TestCase("Vault:KeyName", "a/b", "is not 1 to 127 of 0-9, a-z, A-Z and -")]
    [TestCase("Vault:KeyVersion", "../x", "is not 1 to 64 of 0-9, a-z and A-Z")]
    [TestCase("Vault:Credential", "", "is missing")]
    [TestCase("Vault:Credential", "Password", "is none of ManagedIdentity, WorkloadIdentity, Environment, AzureCli")]
    [TestCase("Vault:Credential", "1", "is none of ManagedIdentity, WorkloadIdentity, Environment, AzureCli")]
    [TestCase("Vault:Credential", "AzureCli", "is refused in Production: AzureCli")]
    [TestCase("Vault:ClientId", "gateway", "is not a client id")]
    [TestCase("Vault:KeyFile", "/nowhere.key", "stands beside `Vault:Address`: there is one vault")]
    [TestCase("Vault:LeaseSeconds", "0", "is not 1 to 900")]
    [TestCase("Vault:LeaseSeconds", "901", "is not 1 to 900")]
    public void Read_OneSettingOfAKeyVaultIsWrong_NamesItAlone(string setting, string value, string reason)
    {
        var settings = WithKeyVault();
        settings[setting] = value;
        Assert.That(Problems("Production", settings), Is.EqualTo(new[] { $"`Gateway:{setting}` {reason}" }));
    }

    [TestCase("KeyName", "gateway")]
    [TestCase("KeyVersion", "1")]
    [TestCase("Credential", "ManagedIdentity")]
    [TestCase("ClientId", "00000000-0000-0000-0000-000000000001")]
    public void Read_SettingOfAKeyVaultBesideAKeyFile_IsRefused(string setting, string value)
    {
        var settings = Complete();
        settings[$"Vault:{setting}"] = value;
        Assert.That(Problems("Production", settings), Is.EqualTo(new[] { $"`Gateway:Vault:{setting}` counts for nothing without `Vault:Address`" }));
    }

    [TestCase("quorum some\n", "names no policy: line 1 of the policy: `some` is defined nowhere above")]
    [TestCase("log {log}\nquorum none\n", "names other logs than `gateway.example/log`")]
    [TestCase("witness w {witness}\nquorum w\n", "names no address of the witness `w`")]
    public void Read_PolicyThatCannotServe_IsRefused(string policy, string reason)
    {
        var log = NoteVerifier.OfLog("another.example/log", new byte[32]).ToString();
        var file = Path.Combine(_folder, "witnesses.policy");
        File.WriteAllText(file, policy.Replace("{log}", log).Replace("{witness}", NoteVerifier.OfWitness("w.example", new byte[32]).ToString()));
        var settings = Complete();
        settings["LogOrigin"] = "gateway.example/log";
        settings["WitnessPolicyFile"] = file;
        Assert.That(Problems("Production", settings), Is.EqualTo(new[] { $"`Gateway:WitnessPolicyFile` {reason}" }));
    }

    private Dictionary<string, string?> WithKeyVault()
    {
        var settings = Complete();
        settings.Remove("Vault:KeyFile");
        settings["Vault:Address"] = "https://name.vault.azure.net";
        settings["Vault:KeyName"] = "gateway";
        settings["Vault:Credential"] = "ManagedIdentity";
        return settings;
    }

    [Test]
    public void Read_CertificateWithoutKeyOutsideProduction_NamesTheKey()
    {
        var settings = Complete();
        settings.Remove("CertificateKeyFile");
        Assert.That(
            Problems("Development", settings), Is.EqualTo(new[] { "`Gateway:CertificateKeyFile` is missing beside the certificate" }));
    }

    private static IReadOnlyList<string> Problems(string environment, Dictionary<string, string?> settings) =>
        Assert.Throws<InvalidConfigurationException>(() => Read(environment, settings))?.Problems ?? [];

    private static GatewayServerOptions Read(string environment, Dictionary<string, string?> settings) => ServerConfiguration.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"Gateway:{s.Key}", s => s.Value)).Build(),
        new FixedEnvironment(environment));

    private Dictionary<string, string?> Complete() => new()
    {
        ["DataFolder"] = _folder,
        ["ListenAddress"] = "::",
        ["ListenPort"] = "443",
        ["LogOrigin"] = "gateway.example/log",
        ["Identity:Authority"] = "https://issuer.example",
        ["Identity:Audience"] = "gateway",
        ["CertificateFile"] = Path.Combine(_folder, "server.pem"),
        ["CertificateKeyFile"] = Path.Combine(_folder, "server.key"),
        ["Vault:KeyFile"] = Path.Combine(_folder, "vault.key"),
        ["CatalogueFile"] = Path.Combine(_folder, "catalogue.json"),
        ["CatalogueApprovalFile"] = Path.Combine(_folder, "approval.json"),
        ["CatalogueSignersFile"] = Path.Combine(_folder, "signers.json"),
    };
}
