namespace Gateway.Records;

/// <summary>The chunks of one section that have arrived, from the first on.</summary>
/// <param name="Id">Made by the gateway; a later one of the same section is greater.</param>
/// <param name="Of">The section.</param>
/// <param name="Count">How many there are, and so the index of the next.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="IsEnded">Whether the last is among them.</param>
/// <param name="State">What has become of it.</param>
public sealed record ChunkUpload(string Id, SectionVersion Of, int Count, long Bytes, bool IsEnded, UploadState State);
