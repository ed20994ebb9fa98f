using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>Which section of what in which version, of a holder.</summary>
/// <param name="Place">What it belongs to.</param>
/// <param name="Holder">The holder.</param>
/// <param name="Record">The record, alert or request, as the section's label names it.</param>
/// <param name="Section">The section within it.</param>
/// <param name="Version">From 1.</param>
public sealed record SectionVersion(SectionPlace Place, PartyId Holder, string Record, string Section, int Version)
{
    /// <summary>That of a stored section.</summary>
    public static SectionVersion Of(StoredSection section) => new(
        section.IsFulfilment ? SectionPlace.Request : SectionPlace.Record, section.Holder, section.Record, section.Section, section.Version);

    /// <summary>The label of one of its chunks.</summary>
    internal ChunkLabel Chunk(int index, bool isLast) => new(Holder.ToString(), Record, Section, Version, index, isLast);
}
