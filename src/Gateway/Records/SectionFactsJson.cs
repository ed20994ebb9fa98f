using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Enforcement;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>What is kept, sealed, of a section and its persons for later decisions.</summary>
internal sealed record SectionFactsJson(SectionFacts Section, IReadOnlyList<PersonFacts> Persons)
{
    /// <summary>The section with its own persons only, renumbered from 0.</summary>
    public static JsonObject Write(SectionFacts section, IReadOnlyList<ConcernedPerson> persons) => Context(
        section with { Persons = [.. Enumerable.Range(0, section.Persons.Count)] },
        [.. section.Persons.Select(i => persons[i].Facts)]);

    public static SectionFactsJson Read(JsonObject tree)
    {
        using var document = JsonDocument.Parse(tree.ToJsonString());
        var (context, issues) = ContextReader.Read(document.RootElement);
        if (context is null) throw new InvalidOperationException($"a stored section cannot be read: {issues.Count} problems");
        return new SectionFactsJson(context.Sections[0], context.Persons);
    }

    /// <summary>The words of a context are the ones that files and the log use; nothing else of it counts here.</summary>
    private static JsonObject Context(SectionFacts section, IReadOnlyList<PersonFacts> persons) => ContextWriter.Write(new DisclosureContext
    {
        Day = new DateOnly(2000, 1, 1), Trigger = Trigger.Request, Purpose = "-", Holder = Parties.PartyKind.AnyAuthority,
        Receiver = Parties.PartyKind.AnyAuthority, Officer = new OfficerFacts { Id = "-" }, Sections = [section], Persons = persons,
    });
}
