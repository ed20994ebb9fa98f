using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>A release whose every proof held, opened.</summary>
/// <param name="ReleaseId">Its id.</param>
/// <param name="Sections">What it says, in the order of the release.</param>
/// <param name="Handling">How it may be used.</param>
/// <param name="Entries">The entries that log it.</param>
public sealed record OpenedRelease(
    string ReleaseId, IReadOnlyList<OpenedSection> Sections, Wire.HandlingInstruction Handling, IReadOnlyList<ProvenEntry> Entries);
