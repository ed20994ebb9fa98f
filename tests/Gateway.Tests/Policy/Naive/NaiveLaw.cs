using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>The compiled catalogue exactly as its JSON says it: words are left words, and nothing is looked up ahead.</summary>
internal sealed record NaiveLaw(NaiveWords Vocabulary, NaiveRule[] Provisions)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static NaiveLaw Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<NaiveLaw>(json, Options)!; // "null" is no catalogue
}

/// <summary>One provision of it.</summary>
internal sealed record NaiveRule
{
    public string Id { get; init; } = "";
    public string Kind { get; init; } = "";
    public string[] Holders { get; init; } = [];
    public string[] Receivers { get; init; } = [];
    public string[] Categories { get; init; } = [];
    public string[] ExceptCategories { get; init; } = [];
    public string[] Lifts { get; init; } = [];
    public string[] NeverLifts { get; init; } = [];
    public int Threshold { get; init; }
    public JsonObject[] Conditions { get; init; } = [];
    public string? HarmQuestion { get; init; }
    public bool ProtectsIndividual { get; init; }
    public bool DeclaredOnly { get; init; }
    public bool HidesPerson { get; init; }
    public string? DecisionMakerRole { get; init; }
    public string[] Obligations { get; init; } = [];
    public string? Side { get; init; }
    public string[] Carries { get; init; } = [];
    public string? ValidFrom { get; init; }
    public string? ValidTo { get; init; }
    public string Certainty { get; init; } = "";
    public JsonObject? Uncertainty { get; init; }

    public bool Lifting => Kind is "lifting" or "duty";

    /// <summary>Holder and category fall under it.</summary>
    public bool Protects(DisclosureContext context, SectionFacts section) =>
        Holders.Any(w => NaiveWordOf.Covers(w, NaiveWordOf.Party(context.Holder)))
        && (Categories.Length == 0 || Categories.Contains(section.Category)) && !ExceptCategories.Contains(section.Category);
}

/// <summary>Its vocabulary, as far as a decision reads it.</summary>
internal sealed record NaiveWords(
    NaiveWord[] Categories, NaiveWord[] Purposes, NaiveWord[] Roles, NaiveWord[] Questions, NaiveWord[] Marks, NaiveWord[] Offences);

/// <summary>One word.</summary>
internal sealed record NaiveWord
{
    public string Code { get; init; } = "";
    public string[] Categories { get; init; } = [];
    public bool Emergency { get; init; }
    public bool Individual { get; init; }
    public bool Impersonal { get; init; }
    public int Min { get; init; }
    public int Max { get; init; }
    public string[] Groups { get; init; } = [];
}
