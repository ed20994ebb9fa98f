using System.Collections.Frozen;
using System.Text.Json;

namespace Gateway.Policy;

/// <summary>
/// Reads a catalogue's JSON into a <see cref="Catalogue"/> in which every name resolves, or tells everything that is wrong with
/// it. There is no third result: a catalogue with one unknown word is not read at all.
/// </summary>
public static class CatalogueReader
{
    /// <summary>Reads the bytes; on failure the catalogue is null and the issues are not empty.</summary>
    public static (Catalogue? Catalogue, IReadOnlyList<CatalogueIssue> Issues) Read(ReadOnlyMemory<byte> json)
    {
        List<CatalogueIssue> issues = [];
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var catalogue = Read(new JsonCursor(document.RootElement, "$", issues));
            return (issues.Count == 0 ? catalogue : null, issues);
        }
        catch (JsonException e)
        {
            return (null, [new CatalogueIssue("$", $"not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}")]);
        }
    }

    private static Catalogue Read(JsonCursor root)
    {
        root.Allow("version", "vocabulary", "provisions");
        var version = root.Text("version");
        var words = root.Required("vocabulary") is { } at ? ReadVocabulary(at) : ReadVocabulary(root with { Element = default });
        List<Provision> provisions = [];
        HashSet<string> ids = [];
        foreach (var item in root.Items("provisions"))
        {
            var provision = ProvisionReader.Read(item, words);
            if (provision.Id.Length > 0 && !ids.Add(provision.Id)) item.Note($"the id `{provision.Id}` stands twice; ids are unique");
            provisions.Add(provision);
        }
        CheckReferences(root, provisions);
        return new Catalogue(version, provisions.DistinctBy(p => p.Id).ToList(), words);
    }

    private static void CheckReferences(JsonCursor root, List<Provision> provisions)
    {
        var secrecy = provisions.Where(p => p.Kind == ProvisionKind.Secrecy).Select(p => p.Id).ToHashSet();
        foreach (var (item, provision) in root.Items("provisions").Zip(provisions))
            foreach (var name in provision.Lifts.Concat(provision.NeverLifts).Where(id => id != "*" && !secrecy.Contains(id)))
                item.Note($"`{name}` is no secrecy provision of this catalogue");

        // What a named officer decides over is lifted by that officer's answer; a provision that asks nothing would pass the officer by.
        var reserved = provisions.Where(p => p is { Kind: ProvisionKind.Secrecy, DecisionMakerRole: not null }).ToList();
        foreach (var (item, provision) in root.Items("provisions").Zip(provisions))
            foreach (var over in reserved.Where(s => provision.CanLift(s) && !provision.Conditions.OfType<AssessedQuestion>().Any()))
                item.Note($"a question is missing: over `{over.Id}` the `{over.DecisionMakerRole}` decides");
    }

    private static CatalogueVocabulary ReadVocabulary(JsonCursor at)
    {
        if (at.Element.ValueKind == JsonValueKind.Object)
            at.Allow("categories", "purposes", "roles", "facts", "questions", "marks", "obligations", "needs", "offences");
        var categories = Table(at, "categories", c => c.Code, i =>
        {
            i.Allow("code", "sv", "en", "neverDeposited", "impersonal", "tellsWhereabouts");
            return new Category(i.Text("code"), Told(i), i.Flag("neverDeposited"), i.Flag("impersonal"), i.Flag("tellsWhereabouts"));
        });
        return new CatalogueVocabulary
        {
            Categories = categories,
            Purposes = Table(at, "purposes", p => p.Code, i =>
            {
                i.Allow("code", "sv", "en", "categories", "emergency");
                return new Purpose(i.Text("code"), Told(i), Known(i, categories), i.Flag("emergency"));
            }),
            Roles = Table(at, "roles", r => r.Code, i => new Role(Code(i), Told(i), Known(i, categories))),
            Facts = Terms(at, "facts"),
            Questions = Table(at, "questions", q => q.Code, i =>
            {
                i.Allow("code", "sv", "en", "individual");
                return new Question(i.Text("code"), Told(i), i.Flag("individual"));
            }),
            Marks = Terms(at, "marks"),
            Obligations = Terms(at, "obligations"),
            Needs = Terms(at, "needs"),
            Offences = Table(at, "offences", o => o.Code, i =>
            {
                i.Allow("code", "sv", "en", "min", "max", "groups");
                return new Offence(i.Text("code"), Told(i), i.Required("min")?.AsNumber(0, 1200) ?? 0,
                    i.Required("max")?.AsNumber(0, 1200) ?? 0, i.Texts("groups"));
            }),
        };
    }

    private static string Code(JsonCursor item)
    {
        item.Allow("code", "sv", "en", "categories");
        return item.Text("code");
    }

    private static BilingualText Told(JsonCursor item) => new(item.Text("sv"), item.Text("en"));

    private static IReadOnlyList<string> Known(JsonCursor item, FrozenDictionary<string, Category> categories)
    {
        foreach (var name in item.Items("categories").Where(n => !categories.ContainsKey(n.AsText())))
            name.Note($"unknown category `{name.AsText()}`");
        return item.Texts("categories");
    }

    private static FrozenDictionary<string, Term> Terms(JsonCursor at, string name) => Table(at, name, t => t.Code, i =>
    {
        i.Allow("code", "sv", "en");
        return new Term(i.Text("code"), Told(i));
    });

    private static FrozenDictionary<string, T> Table<T>(JsonCursor at, string name, Func<T, string> key, Func<JsonCursor, T> read)
    {
        Dictionary<string, T> table = [];
        foreach (var item in at.Items(name))
        {
            var entry = read(item);
            if (!table.TryAdd(key(entry), entry)) item.Note($"the code `{key(entry)}` stands twice; codes are unique");
        }
        return table.ToFrozenDictionary();
    }
}
