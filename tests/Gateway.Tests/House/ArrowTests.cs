using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gateway.Tests.House;

/// <summary>The ground plan: which project and which folder may know which.</summary>
public sealed class ArrowTests
{
    private static readonly string Root = OutsideVectors.RepositoryRoot;

    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["Gateway"] = [],
        ["Gateway.Storage"] = ["Gateway"],
        ["Gateway.Grpc"] = [],
        ["Gateway.Protocol"] = ["Gateway.Grpc"],
        ["Gateway.Client"] = ["Gateway", "Gateway.Protocol"],
        ["Gateway.Server"] = ["Gateway", "Gateway.Storage", "Gateway.Protocol"],
        ["Gateway.Cli"] = ["Gateway.Client", "Gateway.Storage"],
        ["Gateway.Demo"] = ["Gateway.Server", "Gateway.Client", "Gateway.Cli"],
    };

    /// <summary>src/Gateway/README.md says why alerts know records.</summary>
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Parties"] = [],
        ["Crypto"] = [],
        ["Policy"] = ["Parties"],
        ["Audit"] = ["Parties", "Crypto"],
        ["Enforcement"] = ["Policy", "Audit", "Parties"],
        ["Records"] = ["Enforcement", "Crypto", "Parties", "Policy", "Audit"],
        ["Alerts"] = ["Records", "Enforcement", "Crypto", "Parties", "Policy", "Audit"],
        ["Cases"] = ["Enforcement", "Crypto", "Parties", "Policy", "Audit"],
        ["Review"] = ["Alerts", "Records", "Enforcement", "Crypto", "Parties", "Policy", "Audit"],
    };

    private static IEnumerable<string> ProjectNames => Projects.Keys;

    private static IEnumerable<string> FolderNames => Folders.Keys;

    [Test]
    public void Sources_HaveTheProjectsOfTheGroundPlan() => Assert.That(
        Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(Path.GetFileName), Is.EquivalentTo(Projects.Keys));

    [TestCaseSource(nameof(ProjectNames))]
    public void Project_References_OnlyWhatItMay(string project)
    {
        var file = XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj"));
        var references = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));
        Assert.That(references, Is.SubsetOf(Projects[project]));
    }

    [Test]
    public void Core_HasNoPackageAtRunTime()
    {
        var file = XDocument.Load(Path.Combine(Root, "src", "Gateway", "Gateway.csproj"));
        Assert.That(file.Descendants("PackageReference"), Is.Empty);
    }

    [Test]
    public void Core_HasTheFoldersOfTheGroundPlan() => Assert.That(
        Directory.EnumerateDirectories(Path.Combine(Root, "src", "Gateway")).Select(Path.GetFileName).Except(["bin", "obj"]),
        Is.EquivalentTo(Folders.Keys));

    [TestCaseSource(nameof(FolderNames))]
    public void Folder_Names_OnlyTheFoldersItMay(string folder)
    {
        // A folder is named by a using, by its full name, or from within the root namespace by its short one.
        var names = new Regex($@"(?:\bGateway\.|(?<![\w.])(?=(?:{string.Join('|', Folders.Keys)})\.[A-Z]))({string.Join('|', Folders.Keys)})\b");
        var named = from file in Directory.EnumerateFiles(Path.Combine(Root, "src", "Gateway", folder), "*.cs", SearchOption.AllDirectories)
                    from line in File.ReadLines(file)
                    where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                    from Match match in names.Matches(line)
                    where match.Groups[1].Value != folder
                    select match.Groups[1].Value;
        Assert.That(named.Distinct(), Is.SubsetOf(Folders[folder]));
    }

    [Test]
    public void TopLevel_IsTheFixedOne()
    {
        var folders = Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Where(f => f![0] != '.');
        Assert.That(folders, Is.SubsetOf(new[] { "protos", "src", "tests", "deploy" }));
    }
}
