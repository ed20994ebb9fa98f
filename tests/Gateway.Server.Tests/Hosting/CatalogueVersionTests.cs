using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.Hosting;

/// <summary>Of two catalogues the newer is known by day, then by number of the day.</summary>
internal sealed class CatalogueVersionTests
{
    [TestCase("2026-11-22.10", "2026-11-22.9", ExpectedResult = true)]
    [TestCase("2026-11-23.1", "2026-11-22.91", ExpectedResult = true)]
    [TestCase("2026-11-22.9", "2026-11-22.9", ExpectedResult = false)]
    [TestCase("2026-11-22.9", "2026-11-22.10", ExpectedResult = false)]
    public bool IsNewer(string version, string than) => CatalogueActivation.IsNewer(version, than);

    [TestCase("2026-11-22")]
    [TestCase("22.11.2026")]
    [TestCase("2026-11-22.x")]
    public void IsNewer_NoVersion_IsRefused(string version) =>
        Assert.That(() => CatalogueActivation.IsNewer(version, "2026-11-22.1"), Throws.TypeOf<InvalidConfigurationException>());
}
