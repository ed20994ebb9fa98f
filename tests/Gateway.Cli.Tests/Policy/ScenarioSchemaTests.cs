using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Tests;

namespace Gateway.Cli.Tests.Policy;

/// <summary>The schema of scenario files says what the catalogue says, and every scenario follows it.</summary>
public sealed class ScenarioSchemaTests
{
    private static readonly string Root = OutsideVectors.RepositoryRoot;
    private static readonly string SchemaFile = Path.Combine(Root, "src/Gateway/Policy/Catalogue/scenario.schema.json");
    private static readonly JsonObject Schema = Parse(SchemaFile);

    private static IEnumerable<string> Scenarios => Directory
        .EnumerateFiles(Path.Combine(Root, "tests/vectors/policy"), "*.json").Select(Path.GetFileName).OfType<string>();

    [Test]
    public async Task Schema_TheCommitted_IsTheGenerated()
    {
        using var stdout = new StringWriter();
        await GatewayCommand.InvokeAsync(["policy", "schema"], stdout, TextWriter.Null);
        Assert.That(stdout.ToString(), Is.EqualTo(await File.ReadAllTextAsync(SchemaFile)), "write it again: `gateway policy schema --out`");
    }

    [Test]
    public void Schema_Enumerations_AreTheVocabulary()
    {
        var law = ActiveCatalogue.Embedded.Catalogue;
        var words = law.Vocabulary;
        (string Name, IEnumerable<string> Words)[] expected =
        [
            ("party", PartyKinds.AllWords), ("purpose", words.Purposes.Keys), ("category", words.Categories.Keys),
            ("role", words.Roles.Keys), ("mark", words.Marks.Keys), ("obligation", words.Obligations.Keys),
            ("offence", words.Offences.Keys), ("fact", words.Facts.Keys.Concat(words.Questions.Keys)),
            ("provision", law.Provisions.Select(p => p.Id)),
            ("secrecy", law.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy).Select(p => p.Id)),
        ];
        foreach (var (name, known) in expected)
            Assert.That(Schema["$defs"]![name]!["enum"]!.AsArray().Select(w => (string?)w), Is.EquivalentTo(known), name);
    }

    [TestCaseSource(nameof(Scenarios))]
    public void Scenario_File_FollowsTheSchema(string name) => Assert.That(new SchemaCheck(Schema).Problems(Scenario(name)), Is.Empty);

    [TestCase("context.purpose", "\"curiosity\"")]
    [TestCase("context.holder", "\"sheriff\"")]
    [TestCase("context.day", "\"22/11\"")]
    [TestCase("context.claims", "[\"osl-99-9\"]")]
    [TestCase("context.officer.assurance", "5")]
    [TestCase("context.officer.rank", "\"high\"")]
    [TestCase("context.facts", "[{\"name\":\"hunch\",\"value\":true,\"source\":\"asserted\"}]")]
    [TestCase("context.sections", "[{\"id\":\"a\"}]")]
    [TestCase("expect.measures", "{\"outcome\":\"perhaps\"}")]
    [TestCase("nearMisses", "[{\"title\":\"nothing changes\"}]")]
    public void Scenario_OneWrongWord_IsMarked(string path, string wrong)
    {
        var scenario = Scenario("12-suspect-of-robbery.json");
        var names = path.Split('.');
        names[..^1].Aggregate((JsonNode)scenario, (at, name) => at[name]!)[names[^1]] = JsonNode.Parse(wrong);
        Assert.That(new SchemaCheck(Schema).Problems(scenario), Is.Not.Empty);
    }

    [Test]
    public void Scenarios_Together_AreAllForty() =>
        Assert.That(Scenarios.Select(n => (int)Scenario(n)["scenario"]!), Is.EquivalentTo(Enumerable.Range(1, 40)));

    [TestCaseSource(nameof(Scenarios))]
    public void Scenario_NearMisses_TwoOrMoreFlipAnOutcome(string name)
    {
        var scenario = Scenario(name);
        var flips = scenario["nearMisses"]!.AsArray().Count(miss => Outcomes(miss!["expect"]!) != Outcomes(scenario["expect"]!));
        Assert.That(flips, Is.GreaterThanOrEqualTo(2));
    }

    private static string Outcomes(JsonNode expect) =>
        string.Join(' ', expect.AsObject().Select(s => $"{s.Key} {s.Value!["outcome"]}").Order(StringComparer.Ordinal));

    private static JsonObject Scenario(string name) => Parse(Path.Combine(Root, "tests/vectors/policy", name));

    private static JsonObject Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();
}
