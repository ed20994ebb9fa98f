using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// What a sealed section is, in the clear: the <c>aad</c> of its JWE. Codes and ids only (1 to 128 of letters, digits and
/// <c>. _ : -</c>), so that nothing about a person can stand in it.
/// </summary>
/// <param name="Version">1 and upwards.</param>
/// <param name="Holder">The party whose section it is.</param>
public sealed record SectionLabel(string Record, string Section, string Category, int Version, string Holder)
{
    /// <summary>The chunks that hold the content of a large section; null where the envelope itself does.</summary>
    public SectionChunks? Chunks { get; init; }

    /// <summary>The label as canonical JSON (RFC 8785).</summary>
    /// <exception cref="EnvelopeException">A value out of bounds.</exception>
    public byte[] ToAad()
    {
        Check("record", Record);
        Check("section", Section);
        Check("category", Category);
        Check("holder", Holder);
        if (Version < 1) throw new EnvelopeException("`aad.version` is not 1 or more");
        var aad = new JsonObject
        {
            ["record"] = Record,
            ["section"] = Section,
            ["category"] = Category,
            ["version"] = Version,
            ["holder"] = Holder,
        };
        if (Chunks is not null) aad["chunks"] = Chunks.ToJson();
        return CanonicalJson.Write(aad);
    }

    /// <summary>Reads a label in its one spelling.</summary>
    /// <exception cref="EnvelopeException">Another spelling, or a value out of bounds.</exception>
    public static SectionLabel Parse(ReadOnlySpan<byte> aad)
    {
        var json = StrictJson.ParseAny(aad, "aad");
        var hasChunks = json.Has("chunks");
        json = hasChunks
            ? json.Only("record", "section", "category", "version", "holder", "chunks")
            : json.Only("record", "section", "category", "version", "holder");
        var label = new SectionLabel(
            json.Text("record"), json.Text("section"), json.Text("category"), json.Number("version"), json.Text("holder"))
        {
            Chunks = hasChunks ? SectionChunks.Read(json.Object("chunks", "count", "digest")) : null,
        };
        return aad.SequenceEqual(label.ToAad()) ? label : throw new EnvelopeException("`aad` is not canonical JSON");
    }

    internal static void Check(string name, string value)
    {
        var isCode = value is { Length: >= 1 and <= 128 }
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');
        if (!isCode)
            throw new EnvelopeException($"`aad.{name}` is not 1 to 128 of letters, digits and . _ : -");
    }
}
