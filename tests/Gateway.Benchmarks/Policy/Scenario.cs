using System.Text.Json;
using Gateway.Policy;

namespace Gateway.Benchmarks.Policy;

/// <summary>One section of a file of <c>tests/vectors/policy</c>, with what the engine has to say of it, so that nothing else is measured.</summary>
/// <param name="Name">What it shows, as the figure's name.</param>
/// <param name="Meaning">The same, told to a person.</param>
/// <param name="Context">The context, with that section alone.</param>
internal sealed record Scenario(string Name, string Meaning, DisclosureContext Context)
{
    /// <summary>The representative ones.</summary>
    public static IReadOnlyList<Scenario> All(Catalogue catalogue) =>
    [
        Read("duty", "permit under a duty, told unasked", "02-girl-in-car", "child", Outcome.Permit, catalogue),
        Read("dutyOnRequest", "permit under a duty, on request", "14-contact-of-a-witness", "contact", Outcome.Permit, catalogue),
        Read("permission", "permit, the ground found by the engine", "08-weapon-for-a-network", "risk", Outcome.Permit, catalogue),
        Read("awaiting", "awaits assessment, the ground found by the engine", "09-weapon-aged-22", "risk", Outcome.AwaitingAssessment, catalogue),
        Read("alternative", "denial that names another ground", "06-travel-plans-to-the-coordinator", "travel", Outcome.Deny, catalogue),
    ];

    private static Scenario Read(string name, string meaning, string file, string section, Outcome expected, Catalogue catalogue)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "vectors", "policy", $"{file}.json")));
        var (read, issues) = ContextReader.Read(json.RootElement.GetProperty("context"));
        if (read is null) throw new BenchmarkFailedException(string.Join("; ", issues));
        var context = read with { Sections = [.. read.Sections.Where(s => s.Id == section)] };
        var decided = PolicyDecisionPoint.Decide(context, catalogue).Sections.Single();
        if (decided.Outcome != expected || (decided.Outcome == Outcome.Deny && decided.Alternative is null))
            throw new BenchmarkFailedException($"{file}: `{section}` is decided otherwise: {decided.Outcome}, {decided.Alternative}");
        return new Scenario(name, meaning, context);
    }

    /// <summary>The repository, above the built program.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gateway.sln"))) folder = folder.Parent;
            return folder?.FullName ?? throw new BenchmarkFailedException("the repository is not above the program");
        }
    }
}
