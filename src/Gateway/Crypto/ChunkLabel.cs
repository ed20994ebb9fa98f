using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// Which piece of which section a chunk is, in the clear: the <c>aad</c> of its JWE. A chunk of another section, in another place, or
/// that is said to be the last and is not, does not open.
/// </summary>
/// <param name="Holder">As in the section's label, and so the next three.</param>
/// <param name="Record">The record.</param>
/// <param name="Section">The section within it.</param>
/// <param name="Version">1 and upwards.</param>
/// <param name="Index">From 0.</param>
/// <param name="IsLast">Whether the sequence ends with it; without that a cut one could not be told from a whole one.</param>
public sealed record ChunkLabel(string Holder, string Record, string Section, int Version, int Index, bool IsLast)
{
    /// <summary>The label of a section's chunk.</summary>
    public static ChunkLabel Of(SectionLabel section, int index, bool isLast) =>
        new(section.Holder, section.Record, section.Section, section.Version, index, isLast);

    /// <summary>The label as canonical JSON (RFC 8785).</summary>
    /// <exception cref="EnvelopeException">A value out of bounds.</exception>
    public byte[] ToAad()
    {
        SectionLabel.Check("holder", Holder);
        SectionLabel.Check("record", Record);
        SectionLabel.Check("section", Section);
        if (Version < 1) throw new EnvelopeException("`aad.version` is not 1 or more");
        if (Index is < 0 or >= SealedChunk.MaximumCount)
            throw new EnvelopeException($"`aad.index` is not 0 to {SealedChunk.MaximumCount - 1}");
        return CanonicalJson.Write(new JsonObject
        {
            ["holder"] = Holder,
            ["index"] = Index,
            ["last"] = IsLast,
            ["record"] = Record,
            ["section"] = Section,
            ["version"] = Version,
        });
    }

    /// <summary>Reads a label in its one spelling.</summary>
    /// <exception cref="EnvelopeException">Another spelling, or a value out of bounds.</exception>
    public static ChunkLabel Parse(ReadOnlySpan<byte> aad)
    {
        var json = StrictJson.Parse(aad, "aad", "holder", "index", "last", "record", "section", "version");
        var label = new ChunkLabel(
            json.Text("holder"), json.Text("record"), json.Text("section"), json.Number("version"), json.Number("index"), json.Flag("last"));
        return aad.SequenceEqual(label.ToAad()) ? label : throw new EnvelopeException("`aad` is not canonical JSON");
    }
}
