using System.Text;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What a catalogue may not say, whoever authored it.</summary>
public sealed class CatalogueReaderTests
{
    [Test]
    public void Read_TheShippedCatalogue_HasNoIssues() => Assert.That(IssuesWhere((_, _) => { }), Is.Empty);

    [Test]
    public void Read_ADutyOverAnInvestigationWithoutAQuestion_IsRefused()
    {
        var issues = IssuesWhere((id, provision) =>
        {
            if (id == "lul-6") provision["conditions"] = new JsonArray();
        });
        Assert.That(issues, Is.EqualTo(new[] { "a question is missing: over `osl-18-1` the `investigation-leader` decides" }));
    }

    [Test]
    public void Read_HidingOfWhatIsNoSecrecy_IsRefused()
    {
        var issues = IssuesWhere((id, provision) =>
        {
            if (id == "led-7") provision["hidesPerson"] = true;
        });
        Assert.That(issues, Is.EqualTo(new[] { "only secrecy may have `hidesPerson`" }));
    }

    private static IEnumerable<string> IssuesWhere(Action<string, JsonObject> change)
    {
        var tree = JsonNode.Parse(ActiveCatalogue.Embedded.Json.Span)!.AsObject(); // the shipped catalogue is JSON, with ids
        foreach (var provision in tree["provisions"]!.AsArray()) change((string)provision!["id"]!, provision.AsObject());
        return CatalogueReader.Read(Encoding.UTF8.GetBytes(tree.ToJsonString())).Issues.Select(i => i.Message);
    }
}
