using Gateway.Policy;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.Hosting;

internal sealed class CatalogueCheckTests
{
    private static readonly Catalogue Law = ActiveCatalogue.Embedded.Catalogue;

    [Test]
    public void Ensure_ProvisionsFromMemoryInProduction_NamesEach()
    {
        var fromMemory = Law.Provisions.Where(p => p.Certainty == Certainty.FromMemory).Select(p => p.Id).ToList();
        Assert.That(fromMemory, Is.Not.Empty, "the shipped catalogue has them, or this test shows nothing");
        var refused = Assert.Throws<InvalidConfigurationException>(() => CatalogueCheck.Ensure(Law, new FixedEnvironment("Production")));
        Assert.That(refused?.Problems, Has.Count.EqualTo(fromMemory.Count));
        foreach (var id in fromMemory) Assert.That(refused?.Message, Does.Contain($"`{id}`"));
    }

    [Test]
    public void Ensure_ProvisionsFromMemoryInDevelopment_ArePermitted() =>
        Assert.That(() => CatalogueCheck.Ensure(Law, new FixedEnvironment("Development")), Throws.Nothing);

    [Test]
    public void Ensure_EverythingReadInProduction_IsPermitted()
    {
        var json = System.Text.Encoding.UTF8.GetString(ActiveCatalogue.Embedded.Json.Span)
            .Replace("\"from-memory\"", "\"secondary\"", StringComparison.Ordinal);
        var read = ActiveCatalogue.Read(System.Text.Encoding.UTF8.GetBytes(json)).Catalogue;
        Assert.That(() => CatalogueCheck.Ensure(read, new FixedEnvironment("Production")), Throws.Nothing);
    }
}
