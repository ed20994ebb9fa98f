using Gateway.Policy;

namespace Gateway.Enforcement;

/// <summary>The catalogue that decides now. It is replaced as a whole, once the activation is in the log. Thread-safe.</summary>
public sealed class CatalogueInForce(ActiveCatalogue first)
{
    private volatile ActiveCatalogue _current = first;

    /// <summary>The one that decides. A decision reads it once.</summary>
    public ActiveCatalogue Current => _current;

    /// <summary>Puts another in its place.</summary>
    public void Replace(ActiveCatalogue next) => _current = next;
}
