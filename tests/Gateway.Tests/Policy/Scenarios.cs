using System.Text.Json;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>The contexts of the scenario files, as a ground to vary.</summary>
internal static class Scenarios
{
    public static Catalogue Catalogue => ActiveCatalogue.Embedded.Catalogue;

    public static IEnumerable<string> Names => Directory
        .EnumerateFiles(Path.Combine(OutsideVectors.RepositoryRoot, "tests", "vectors", "policy"), "*.json")
        .Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(OutsideVectors.RepositoryRoot, "tests", "vectors", "policy", name);

    public static DisclosureContext Read(string name)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(PathOf(name)));
        var (context, issues) = ContextReader.Read(file.RootElement.GetProperty("context"));
        return context ?? throw new AssertionException(string.Join("; ", issues));
    }

    /// <summary>Outcomes in the order of the sections.</summary>
    public static IReadOnlyList<Outcome> Outcomes(DisclosureContext context) =>
        [.. PolicyDecisionPoint.Decide(context, Catalogue).Sections.Select(s => s.Outcome)];
}
