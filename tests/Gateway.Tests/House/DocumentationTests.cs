using System.Xml.Linq;

namespace Gateway.Tests.House;

/// <summary>Every public type says what it is.</summary>
public sealed class DocumentationTests
{
    [TestCase(typeof(Gateway.Policy.Catalogue))]
    [TestCase(typeof(Gateway.Storage.SqlWork))]
    public void PublicType_HasASummary(Type inAssembly)
    {
        var assembly = inAssembly.Assembly;
        var documentation = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
        var summaries = documentation.Descendants("member")
            .Where(m => m.Element("summary")?.Value.Trim().Length > 0).Select(m => m.Attribute("name")?.Value).ToHashSet();
        var undocumented = assembly.GetExportedTypes().Where(t => !summaries.Contains($"T:{t.FullName?.Replace('+', '.')}"));
        Assert.That(undocumented, Is.Empty);
    }

    [Test]
    public void SourceFile_HoldsNoMarkOfUnfinishedWork()
    {
        string[] marks = ["NotImplementedException", "TODO", "FIXME"];
        var root = Path.Combine(OutsideVectors.RepositoryRoot, "src");
        var found = from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                    where !file.Contains("/obj/", StringComparison.Ordinal)
                    let text = File.ReadAllText(file)
                    from mark in marks
                    where text.Contains(mark, StringComparison.Ordinal)
                    select $"{Path.GetFileName(file)}: {mark}";
        Assert.That(found, Is.Empty);
    }
}
