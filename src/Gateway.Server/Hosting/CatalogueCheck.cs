using Gateway.Policy;

namespace Gateway.Server.Hosting;

/// <summary>
/// Whether this process may activate a catalogue: Production refuses provisions whose text was not read (design §4). It is asked
/// at start and before every activation.
/// </summary>
public static class CatalogueCheck
{
    /// <summary>A line per provision that stands in the way; none where the catalogue may be active.</summary>
    public static IReadOnlyList<string> Problems(Catalogue catalogue, IHostEnvironment environment) => environment.IsProduction()
        ? [.. catalogue.Provisions.Where(p => p.Certainty == Certainty.FromMemory)
            .Select(p => $"catalogue {catalogue.Version}: `{p.Id}` ({p.Citation}) is from memory: its text must be read before Production")]
        : [];

    /// <summary>Ends a start or an activation that may not be.</summary>
    /// <exception cref="InvalidConfigurationException">There are problems; the message lists all.</exception>
    public static void Ensure(Catalogue catalogue, IHostEnvironment environment)
    {
        if (Problems(catalogue, environment) is { Count: > 0 } problems) throw new InvalidConfigurationException(problems);
    }
}
