using System.Text.Json.Nodes;
using Gateway.Crypto;

namespace Gateway.Audit;

/// <summary>What one party may read of an entry: canonical JSON (RFC 8785), written once however many entries carry it.</summary>
public sealed class EntryView
{
    /// <exception cref="FormatException">The view has no canonical form.</exception>
    public EntryView(JsonObject view) => Json = CanonicalJson.Write(view);

    /// <summary>The bytes; what the leaf commits to.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>A list of codes or ids, as views hold them.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    /// <summary>The same as the constructor.</summary>
    public static implicit operator EntryView(JsonObject view) => new(view);
}
