using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Policy;
using Gateway.Tests;

namespace Gateway.Cli.Tests.Policy;

public sealed class PolicyCommandTests
{
    private static readonly string Catalogue = Path.Combine(OutsideVectors.RepositoryRoot, "src/Gateway/Policy/Catalogue");
    private static readonly string Scenarios = Path.Combine(OutsideVectors.RepositoryRoot, "tests/vectors/policy");

    private string _folder = "";

    [SetUp]
    public void CopyCatalogue()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-catalogue-").FullName;
        foreach (var file in Directory.EnumerateFiles(Catalogue, "*.yaml"))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Compile_TheCommittedYaml_IsTheCommittedJson()
    {
        var (code, stdout, _) = await RunAsync("policy", "compile", Catalogue);
        Assert.That(code, Is.Zero);
        Assert.That(stdout, Is.EqualTo(await File.ReadAllTextAsync(Path.Combine(Catalogue, "catalogue.json"))),
            "compile src/Gateway/Policy/Catalogue again, with --out");
    }

    [TestCase("lifting.yaml", "person-age-below: 21", "person-age-under: 21", "unknown condition `person-age-under`")]
    [TestCase("lifting.yaml", "receivers: [police, security-police, customs]", "receivers: [sheriff]", "unknown word `sheriff`")]
    [TestCase("lifting.yaml", "\"2025-12-01\"", "\"2025-13-01\"", "a date as YYYY-MM-DD is expected")]
    [TestCase("lifting.yaml", "id: osl-10-18b", "id: osl-10-18a", "stands twice")]
    [TestCase("lifting.yaml", "certainty: verified", "certainty: from-memory", "must be verified text")]
    [TestCase("duties.yaml", "question: child-at-risk", "question: child-in-danger", "unknown question `child-in-danger`")]
    [TestCase("duties.yaml", "- fact: { subject-age-below: 18 }", "- assessed: { subject-age-below: 18 }", "is fact, not assessed")]
    [TestCase("secrecy.yaml", "kind: secrecy", "kind: [secrecy", "secrecy.yaml:")]
    [TestCase("principles.yaml", "kind: principle", "kind: structural", "a structural provision needs conditions or obligations")]
    [TestCase("lifting.yaml", "kind: lifting", "kind: principle", "a principle has no conditions")]
    [TestCase("consent.yaml", "person-role: [subject]", "person-role: [boss]", "unknown word `boss`")]
    [TestCase("consent.yaml", "- fact: { person-age-from: 18 }", "- asserted: { person-age-from: 18 }", "is fact, not asserted")]
    [TestCase("duties.yaml", "    source: ", "    sauce: ", "unknown member `sauce`")]
    [TestCase("words.yaml", "code: contact,", "code: contacts,", "unknown category `contact`")]
    public async Task Compile_OneWrongWord_IsRefusedWithFileAndLine(string file, string right, string wrong, string message)
    {
        var path = Path.Combine(_folder, file);
        var text = await File.ReadAllTextAsync(path);
        Assert.That(text, Does.Contain(right));
        var at = text.IndexOf(right, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)));

        var (code, stdout, stderr) = await RunAsync("policy", "compile", _folder);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(stdout, Is.Empty);
        Assert.That(stderr, Does.Contain(message));
        Assert.That(stderr, Does.Match(@"^[\w-]+\.yaml:\d+: "));
    }

    [Test]
    public async Task Test_EveryScenario_Holds()
    {
        var (code, stdout, _) = await RunAsync("policy", "test", Scenarios);
        Assert.That(stdout, Does.Match(@"^\d{2,} passed, 0 failed\s*$"));
        Assert.That(code, Is.Zero);
    }

    [Test]
    public async Task Test_AWrongExpectation_FailsAndNamesTheSection()
    {
        var file = Path.Combine(_folder, "wrong.json");
        var text = await File.ReadAllTextAsync(Path.Combine(Scenarios, "14-contact-of-a-witness.json"));
        await File.WriteAllTextAsync(file, text.Replace("\"outcome\": \"permit\"", "\"outcome\": \"deny\"", StringComparison.Ordinal));
        var (code, stdout, _) = await RunAsync("policy", "test", _folder);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stdout, Does.Contain("contact: outcome \"permit\", expected \"deny\""));
    }

    [Test]
    public async Task Test_AFolderWithoutScenarios_IsFoundWanting()
    {
        var (code, stdout, _) = await RunAsync("policy", "test", _folder);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stdout, Does.Contain("0 passed, 0 failed"));
    }

    [Test]
    public async Task Decide_AScenario_TellsProvisionAndWhatIsMissingInBothLanguages()
    {
        var (code, stdout, _) = await RunAsync("policy", "decide", Path.Combine(Scenarios, "09-weapon-aged-22.json"));
        Assert.That(code, Is.Zero);
        Assert.That(stdout, Does.Contain("10 kap. 15 a § offentlighets- och sekretesslagen (2009:400)"));
        Assert.That(stdout, Does.Contain("väntar på bedömning / awaiting assessment"));
        Assert.That(stdout, Does.Contain("En andra tjänsteman"));
    }

    [Test]
    public async Task Decide_NotAContext_SaysWhereAndWhy()
    {
        var file = Path.Combine(_folder, "bad.json");
        await File.WriteAllTextAsync(file, """{"day":"22/11","holder":"sheriff"}""");
        var (code, _, stderr) = await RunAsync("policy", "decide", file);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stderr, Does.Contain("$.day").And.Contain("`sheriff`").And.Contain("`purpose` is missing"));
    }

    [Test]
    public async Task Replay_ALoggedView_IsTheSameOrSaysWhatDiffers()
    {
        var law = ActiveCatalogue.Embedded.Catalogue;
        using var scenario = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Scenarios, "14-contact-of-a-witness.json")));
        var context = ContextReader.Read(scenario.RootElement.GetProperty("context")).Context!;
        var view = new JsonObject
        {
            ["catalogue"] = law.Version,
            ["context"] = ContextWriter.Write(context),
            ["decision"] = new JsonArray([.. PolicyDecisionPoint.Decide(context, law).Sections.Select(DecisionWriter.WriteInFull)]),
        };
        var file = Path.Combine(_folder, "view.json");
        await File.WriteAllTextAsync(file, view.ToJsonString());
        var same = await RunAsync("policy", "replay", file);
        Assert.That(same.Code, Is.Zero, same.Stderr);
        Assert.That(same.Stdout, Does.Contain("to the byte"));

        view["decision"]![0]!["provision"] = "osl-10-27";
        await File.WriteAllTextAsync(file, view.ToJsonString());
        var other = await RunAsync("policy", "replay", file);
        Assert.That(other.Code, Is.EqualTo(1));
        Assert.That(other.Stdout, Does.Contain("provision: logged \"osl-10-27\", comes out").And.Contain("NOT the same decision"));
    }

    [Test]
    public async Task Explain_AProvision_TellsWhoDecidesEachCondition()
    {
        var (code, stdout, _) = await RunAsync("policy", "explain", "osl-10-18a");
        Assert.That(code, Is.Zero);
        Assert.That(stdout, Does.Contain("under 21 år").And.Contain("bedöms / assessed").And.Contain("registeruppgift / fact"));
    }

    [TestCase("policy", "explain", "osl-1-1", ExpectedResult = 1)]
    [TestCase("policy", "explain", ExpectedResult = 2)]
    [TestCase("policy", "dance", ExpectedResult = 2)]
    [TestCase("policy", "test", "/nowhere/at/all", ExpectedResult = 2)]
    [TestCase("--help", ExpectedResult = 0)]
    [TestCase("policy", "decide", "--help", ExpectedResult = 0)]
    public async Task<int> ExitCode(params string[] args) => (await RunAsync(args)).Code;

    [Test]
    public void Embedded_TheCatalogue_HasATextForEveryConditionOfEveryProvision()
    {
        var law = ActiveCatalogue.Embedded.Catalogue;
        var untold = law.Provisions.SelectMany(p => p.Conditions).Where(c => Explanation.Of(c, law).Sv == c.Code).Select(c => c.Code);
        Assert.That(untold, Is.Empty);
    }

    private static async Task<(int Code, string Stdout, string Stderr)> RunAsync(params string[] args)
    {
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var code = await GatewayCommand.InvokeAsync(args, stdout, stderr);
        return (code, stdout.ToString(), stderr.ToString());
    }
}
