using Gateway.Server.Hosting;
using Gateway.Server.Tests.Hosting;
using Gateway.Tests;
using Microsoft.Extensions.Configuration;

namespace Gateway.Server.Tests.Deploy;

internal sealed class ProductionSettingsTests
{
    private static readonly string Shipped = Path.Combine(OutsideVectors.RepositoryRoot, "deploy", "appsettings.Production.json");

    [Test]
    public void Read_AsShipped_IsRefusedForEveryPlaceholder()
    {
        var refused = Assert.Throws<InvalidConfigurationException>(() => Read([]));
        Assert.That(refused?.Problems, Has.Count.EqualTo(11).And.All.Contain("is still a placeholder: <"));
    }

    [Test]
    public void Read_Completed_IsAccepted()
    {
        // Any file that is there: what is in certificates and keys is not this reader's to judge.
        var options = Read(new()
        {
            ["Gateway:ListenAddress"] = "::", ["Gateway:LogOrigin"] = "gateway.example/log",
            ["Gateway:Identity:Authority"] = "https://issuer.example", ["Gateway:Identity:Audience"] = "gateway",
            ["Gateway:CertificateFile"] = Shipped, ["Gateway:CertificateKeyFile"] = Shipped,
            ["Gateway:Vault:Address"] = "https://gateway.vault.azure.net", ["Gateway:Vault:KeyName"] = "gateway",
            ["Gateway:CatalogueFile"] = Shipped, ["Gateway:CatalogueApprovalFile"] = Shipped, ["Gateway:CatalogueSignersFile"] = Shipped,
        });
        Assert.That(options.DataFolder, Is.EqualTo("/var/lib/gateway"));
    }

    private static GatewayServerOptions Read(Dictionary<string, string?> completed) => ServerConfiguration.Read(
        new ConfigurationBuilder().AddJsonFile(Shipped).AddInMemoryCollection(completed).Build(), new FixedEnvironment("Production"));
}
