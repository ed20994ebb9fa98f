using Gateway.Policy;
using Gateway.Server.Hosting;

namespace Gateway.Server.Tests.Hosting;

internal sealed class CatalogueCheckTests
{
    private static readonly Catalogue Law = ActiveCatalogue.Embedded.Catalogue;

    /// <summary>The shipped catalogue, as if the provisions of secondary sources were from memory.</summary>
    private static readonly Catalogue Remembered = Read("\"secondary\"", "\"from-memory\"");

    [Test]
    public void Ensure_ProvisionsFromMemoryInProduction_NamesEach()
    {
        var fromMemory = Remembered.Provisions.Where(p => p.Certainty == Certainty.FromMemory).Select(p => p.Id).ToList();
        Assert.That(fromMemory, Is.Not.Empty, "or this test shows nothing");
        var refused = Assert.Throws<InvalidConfigurationException>(() => CatalogueCheck.Ensure(Remembered, new FixedEnvironment("Production")));
        Assert.That(refused?.Problems, Has.Count.EqualTo(fromMemory.Count));
        foreach (var id in fromMemory) Assert.That(refused?.Message, Does.Contain($"`{id}`"));
    }

    [Test]
    public void Ensure_ProvisionsFromMemoryInDevelopment_ArePermitted() =>
        Assert.That(() => CatalogueCheck.Ensure(Remembered, new FixedEnvironment("Development")), Throws.Nothing);

    [Test]
    public void Ensure_TheShippedCatalogueInProduction_IsPermitted() =>
        Assert.That(() => CatalogueCheck.Ensure(Law, new FixedEnvironment("Production")), Throws.Nothing);

    private static Catalogue Read(string right, string wrong)
    {
        var json = System.Text.Encoding.UTF8.GetString(ActiveCatalogue.Embedded.Json.Span).Replace(right, wrong, StringComparison.Ordinal);
        return ActiveCatalogue.Read(System.Text.Encoding.UTF8.GetBytes(json)).Catalogue;
    }
}
