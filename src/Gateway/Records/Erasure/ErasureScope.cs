using System.Text.Json.Nodes;

namespace Gateway.Records.Erasure;

/// <summary>What is to be erased, of the one party that erases.</summary>
public sealed record ErasureScope
{
    /// <summary>How far it goes.</summary>
    public required ErasureScopeKind Kind { get; init; }

    /// <summary>The record, of a section or a record; else null.</summary>
    public string? Record { get; init; }

    /// <summary>The section, of a section; else null.</summary>
    public string? Section { get; init; }

    /// <summary>Pseudonym of the person, of a person; else empty.</summary>
    public ReadOnlyMemory<byte> Person { get; init; }

    /// <summary>Who that is, for the officer who approves: nobody can approve a pseudonym.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Whether the decision names the party's details of log entries too.</summary>
    public bool LogDetails { get; init; }

    /// <summary>The word of the kind.</summary>
    public string Word => Kind.ToString().ToLowerInvariant();

    /// <summary>The whole, as a proposal holds it sealed until it is closed.</summary>
    public JsonObject Write() => new()
    {
        ["scope"] = Kind.ToString(), ["record"] = Record, ["section"] = Section, ["identity"] = Identity, ["logDetails"] = LogDetails,
        ["person"] = Person.IsEmpty ? null : Convert.ToHexStringLower(Person.Span),
    };

    /// <summary>What its entries say: nothing that is erased.</summary>
    public JsonObject WriteForTheLog() => new() { ["scope"] = Word, ["logDetails"] = LogDetails };

    /// <summary>Reads back the whole.</summary>
    public static ErasureScope Read(JsonObject tree) => new()
    {
        Kind = Enum.Parse<ErasureScopeKind>(tree["scope"]!.GetValue<string>()), // as it was written
        Record = tree["record"]?.GetValue<string>(),
        Section = tree["section"]?.GetValue<string>(),
        Person = tree["person"] is { } person ? Convert.FromHexString(person.GetValue<string>()) : default,
        Identity = tree["identity"]?.GetValue<string>() ?? "",
        LogDetails = tree["logDetails"]?.GetValue<bool>() ?? false,
    };
}
