using System.Text.Json;
using Gateway.Parties;

namespace Gateway.Policy.Analysis;

/// <summary>
/// Something that a house never wants permitted, whatever its catalogue says: in these slices, where this secrecy protects, unless these
/// conditions are known to be true. An empty list means all.
/// </summary>
public sealed record HouseRule
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>What it says.</summary>
    public required BilingualText Text { get; init; }

    /// <summary>Holders it is about.</summary>
    public IReadOnlyList<PartyKind> Holders { get; init; } = [];

    /// <summary>Receivers it is about.</summary>
    public IReadOnlyList<PartyKind> Receivers { get; init; } = [];

    /// <summary>Categories it is about.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Purposes it is about.</summary>
    public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>Secrecy provisions it is about; empty: whatever protects, and where nothing does.</summary>
    public IReadOnlyList<string> Secrecy { get; init; } = [];

    /// <summary>What makes it right all the same.</summary>
    public IReadOnlyList<Condition> Unless { get; init; } = [];

    /// <summary>
    /// Reads <c>{"rules": [{id, sv, en, holders, receivers, categories, purposes, secrecy, unless}]}</c>, with the words of a catalogue.
    /// </summary>
    public static (IReadOnlyList<HouseRule> Rules, IReadOnlyList<CatalogueIssue> Issues) Read(JsonElement json, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        List<CatalogueIssue> issues = [];
        var root = new JsonCursor(json, "$", issues);
        root.Allow("rules");
        return ([.. root.Items("rules").Select(at => Read(at, catalogue))], issues);
    }

    internal bool IsAbout(Slice slice) => Covers(Holders, slice.Holder) && Covers(Receivers, slice.Receiver)
        && (Categories.Count == 0 || Categories.Contains(slice.Category)) && (Purposes.Count == 0 || Purposes.Contains(slice.Purpose));

    private static bool Covers(IReadOnlyList<PartyKind> named, PartyKind kind) => named.Count == 0 || named.Any(n => n.Covers(kind));

    private static HouseRule Read(JsonCursor at, Catalogue catalogue)
    {
        at.Allow("id", "sv", "en", "holders", "receivers", "categories", "purposes", "secrecy", "unless");
        foreach (var item in at.Items("secrecy").Where(i => catalogue.Find(i.AsText())?.Kind != ProvisionKind.Secrecy))
            item.Note($"`{item.AsText()}` is no secrecy provision of this catalogue");
        foreach (var item in at.Items("categories").Where(i => !catalogue.Vocabulary.Categories.ContainsKey(i.AsText())))
            item.Note($"unknown category `{item.AsText()}`");
        foreach (var item in at.Items("purposes").Where(i => !catalogue.Vocabulary.Purposes.ContainsKey(i.AsText())))
            item.Note($"unknown purpose `{item.AsText()}`");
        return new HouseRule
        {
            Id = at.Text("id"),
            Text = new BilingualText(at.Text("sv"), at.Text("en")),
            Holders = [.. at.Items("holders").Select(i => i.AsWord(CatalogueWords.Parties))],
            Receivers = [.. at.Items("receivers").Select(i => i.AsWord(CatalogueWords.Parties))],
            Categories = at.Texts("categories"),
            Purposes = at.Texts("purposes"),
            Secrecy = at.Texts("secrecy"),
            Unless = [.. at.Items("unless").Select(i => ConditionReader.Read(i, catalogue.Vocabulary)).OfType<Condition>()],
        };
    }
}
