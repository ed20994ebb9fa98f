using System.Text.Json.Nodes;

namespace Gateway.Cli.Tests.Policy;

/// <summary><c>gateway policy diff</c> on files.</summary>
public sealed class DiffCommandTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [OneTimeTearDown]
    public void Clean() => _folder.Delete(recursive: true);

    [Test]
    public async Task Diff_AnAgeIsRaised_IsToldWithCasesThatDecideRuns()
    {
        // One purpose alone needs anything, so that the comparison is small.
        var older = Small();
        var newer = Small();
        var provision = newer["provisions"]!.AsArray().Single(p => (string)p!["id"]! == "osl-10-18a")!;
        var age = provision["conditions"]!.AsArray().Single(c => c!["fact"]?["person-age-below"] is not null)!;
        age["fact"]!["person-age-below"] = 25;
        var (code, output) = await Run("policy", "diff", Write("old", older), Write("new", newer), "--lang", "en", "--day", "2026-11-22", "--out", _folder.FullName);
        Assert.That(code, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("From social-services to").And.Contain("refused → permitted").And.Contain("age: 21-24"));
        var (decided, told) = await Run("policy", "decide", Path.Combine(_folder.FullName, "case-1.json"));
        Assert.That(decided, Is.Zero, told);
    }

    [Test]
    public async Task Diff_TheSame_EndsWithZero()
    {
        var (code, output) = await Run("policy", "diff", Write("one", Small()), Write("other", Small()), "--lang", "en", "--day", "2026-11-22");
        Assert.That(code, Is.Zero);
        Assert.That(output, Does.StartWith("0 of "));
    }

    [Test]
    public async Task Diff_ADayThatIsNone_IsWrongUsage()
    {
        var file = Write("day", Small());
        var (code, _) = await Run("policy", "diff", file, file, "--day", "tomorrow");
        Assert.That(code, Is.EqualTo(2));
    }

    private static JsonNode Small()
    {
        var path = Path.Combine(RepositoryRoot, "src", "Gateway", "Policy", "Catalogue", "catalogue.json");
        var catalogue = JsonNode.Parse(File.ReadAllText(path))!;
        var words = catalogue["vocabulary"]!;
        var purposes = words["purposes"]!.AsArray();
        foreach (var other in purposes.Where(p => (string)p!["code"]! != "prevent-crime").ToList()) other!["categories"] = new JsonArray();
        return catalogue;
    }

    private static string RepositoryRoot
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Gateway.sln"))) folder = folder.Parent;
            return folder.FullName;
        }
    }

    private string Write(string name, JsonNode catalogue)
    {
        var path = Path.Combine(_folder.FullName, $"{name}.json");
        File.WriteAllText(path, catalogue.ToJsonString());
        return path;
    }

    private static async Task<(int Code, string Output)> Run(params string[] args)
    {
        var output = new StringWriter();
        return (await GatewayCommand.InvokeAsync(args, output, TextWriter.Null), output.ToString());
    }
}
