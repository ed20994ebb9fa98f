using Gateway.Cli.Law;
using Gateway.Policy;
using Gateway.Tests;

namespace Gateway.Cli.Tests.Law;

public sealed class LawCommandTests
{
    private const string Origin = "se-lex/sfs-processor and se-lex/sfs on GitHub";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("gateway-law-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Check_TheStatutesOfTheVectors_EveryCitationToThemResolves()
    {
        var vectors = OutsideVectors.Require("sweden/statutes", Origin);
        foreach (var file in Directory.EnumerateFiles(vectors, "*.jsonl"))
            Assert.That((await RunAsync("law", "import", file, "--to", _folder)).Code, Is.Zero, file);

        var statutes = StatuteFolder.Load(_folder);
        var cited = ActiveCatalogue.Embedded.Catalogue.Provisions
            .Where(p => Citation.Parse(p.Citation) is { } c && statutes.ContainsKey(c.Sfs)).ToList();
        Assert.That(cited, Has.Count.GreaterThan(90));
        foreach (var provision in cited)
        {
            // A provision is cited in the wording of its own days: its last, or the last that this project was told of.
            var day = provision.ValidTo ?? new DateOnly(2026, 11, 22);
            var citation = Citation.Parse(provision.Citation)!; // the filter above read it
            Assert.That(statutes[citation.Sfs].Find(citation, day), Is.Not.Empty, $"{provision.Id}: {provision.Citation}");
        }
        var (_, stdout, _) = await RunAsync("law", "check", "--law", _folder, "--on", "2026-11-22");
        Assert.That(stdout, Does.Match(@"(?m)^\d+ resolve, 0 do not, "));
    }

    [Test]
    public async Task Check_ASectionThatIsNotThere_IsToldAndFoundWanting()
    {
        await ImportAsync("""{"sfs":"2025:170","law":"En lag","section":"4","text":"En lydelse."}""");
        var (code, stdout, _) = await RunAsync("law", "check", "--law", _folder, "--on", "2026-11-22");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stdout, Does.Contain("lub-5: 5 § (2025:170): no section in force on 2026-11-22"));
        Assert.That(stdout, Does.Not.Contain("lub-4"));
        Assert.That(stdout, Does.Contain("2009:400 is not imported: "));
    }

    [TestCase("2026-01-14", "den äldre")]
    [TestCase("2026-01-15", "den nya")]
    public async Task Show_TwoWordings_TakesTheOneOfTheDay(string day, string wording)
    {
        await ImportAsync(
            """{"sfs":"2025:400","law":"En lag","chapter":"19","section":"1","text":"den äldre","validUntil":"2026-01-15","status":"upphord"}""",
            """{"sfs":"2025:400","law":"En lag","chapter":"19","section":"1","text":"den nya","validFrom":"2026-01-15","lastAmendedBy":"2025:1501"}""");
        var (code, stdout, _) = await RunAsync("law", "show", "sol-19-1", "--law", _folder, "--on", day);
        Assert.That(code, Is.Zero);
        Assert.That(stdout, Does.Contain(wording).And.Contain("Orosanmälan").And.Contain("källa / source: åklagarens pärm"));
        Assert.That(stdout, Does.Not.Contain(wording == "den nya" ? "den äldre" : "den nya"));
    }

    [Test]
    public async Task Show_ARepealedSection_HasNoWordingInForce()
    {
        await ImportAsync("""{"sfs":"2025:170","law":"En lag","section":"4","text":"Har upphävts.","repealed":true}""");
        var (code, stdout, _) = await RunAsync("law", "show", "lub-4", "--law", _folder);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stdout, Does.Contain("ingen lydelse i kraft"));
    }

    [TestCase("""{"sfs":"../../etc:1","law":"En lag","section":"1","text":"x"}""", "is no number of an act")]
    [TestCase("""{"sfs":"2025:170","law":"En lag","text":"x"}""", "`section` is missing")]
    [TestCase("""{"sfs":"2025:170","law":"En lag","section":"1","text":"x","validFrom":"i fjol"}""", "was not recognized")]
    [TestCase("""["2025:170"]""", "not a section of a statute")]
    [TestCase("{", "not a section of a statute")]
    public async Task Import_OneLineThatIsNoSection_TakesNothing(string line, string message)
    {
        var (code, _, stderr) = await ImportAsync("""{"sfs":"2025:170","law":"En lag","section":"4","text":"En lydelse."}""", line);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(stderr, Does.Contain("import.jsonl:2: ").And.Contain(message));
        Assert.That(Directory.EnumerateFiles(_folder, "sfs-*"), Is.Empty);
    }

    [TestCase("law", "show", "osl-10-18a", "--law", "/nowhere/at/all", ExpectedResult = 2)]
    [TestCase("law", "check", "--law", "/", "--on", "i går", ExpectedResult = 2)]
    [TestCase("law", "import", "/nowhere.jsonl", "--to", "/tmp", ExpectedResult = 2)]
    [TestCase("law", "show", "osl-1-1", "--law", "/", ExpectedResult = 1)]
    public async Task<int> ExitCode(params string[] args) => (await RunAsync(args)).Code;

    private async Task<(int Code, string Stdout, string Stderr)> ImportAsync(params string[] lines)
    {
        var file = Path.Combine(_folder, "import.jsonl");
        await File.WriteAllLinesAsync(file, lines);
        return await RunAsync("law", "import", file, "--to", _folder, "--source", "åklagarens pärm");
    }

    private static async Task<(int Code, string Stdout, string Stderr)> RunAsync(params string[] args)
    {
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        var code = await GatewayCommand.InvokeAsync(args, stdout, stderr);
        return (code, stdout.ToString(), stderr.ToString());
    }
}
