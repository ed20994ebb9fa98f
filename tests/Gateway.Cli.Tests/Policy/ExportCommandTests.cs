using Gateway.Cli.Tests.Policy.Smt;
using Gateway.Policy;
using Gateway.Policy.Analysis;
using Gateway.Tests.Policy.Naive;

namespace Gateway.Cli.Tests.Policy;

/// <summary><c>gateway policy export --smt</c> writes what a solver reads.</summary>
public sealed class ExportCommandTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private DirectoryInfo _folder = new(".");
    private string _catalogue = "";

    [OneTimeSetUp]
    public async Task Export()
    {
        _folder = Directory.CreateTempSubdirectory("gateway-smt-");
        _catalogue = Path.Combine(_folder.FullName, "catalogue.json");
        await File.WriteAllBytesAsync(_catalogue, Permitting());
        var (code, _) = await RunAsync("policy", "export", "--smt", _catalogue, "--day", "2026-11-22", "--out", _folder.FullName);
        Assert.That(code, Is.Zero);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Delete(recursive: true);

    [TestCase("|1.permitted|", "sat")]
    [TestCase("(and |1.permitted| (not |1.not-refused|))", "unsat")]
    [TestCase("(and |1.permitted| (= |role| |role.none|))", "unsat")]
    public async Task Export_ACatalogue_AnswersWhatASolverIsAsked(string question, string expected)
    {
        var script = _folder.GetFiles("*.smt2").OrderByDescending(f => f.Name).SelectMany(f => File.ReadLines(f.FullName));
        Assert.That(await Solver.AskAsync([.. script, $"(assert {question})", "(check-sat)"]), Is.EqualTo(new[] { expected }));
    }

    [Test]
    public async Task Export_WithoutAFolder_WritesAllToStandardOutput()
    {
        var (_, output) = await RunAsync("policy", "export", "--smt", _catalogue, _catalogue, "--day", "2026-11-22");
        Assert.That(output, Does.Contain("(define-fun |1.permitted| () Bool").And.Contain("(define-fun |2.permitted| () Bool"));
    }

    [TestCase("--day", "tomorrow", "--smt")]
    [TestCase("--day", "2026-11-22")]
    public async Task Export_ADayThatIsNone_OrNoFormat_IsWrongUsage(params string[] options)
    {
        var (code, _) = await RunAsync(["policy", "export", _catalogue, .. options]);
        Assert.That(code, Is.EqualTo(2));
    }

    /// <summary>A small catalogue that permits something.</summary>
    private static byte[] Permitting() => Enumerable.Range(0, 100).Select(seed => new SmallCatalogues(new Dice((ulong)seed)).Next()).First(pair =>
        CatalogueDifference.Between(ActiveCatalogue.Read(pair.Earlier).Catalogue, ActiveCatalogue.Read(pair.Later).Catalogue, Day)
            .Changes.Any(c => c.Later == Outcome.Permit)).Later;

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        return (await GatewayCommand.InvokeAsync(args, output, TextWriter.Null), output.ToString());
    }
}
