using Gateway.Crypto;

namespace Gateway.Client;

/// <summary>A section of a release, opened.</summary>
/// <param name="Label">What it is and whose.</param>
/// <param name="Content">What it says.</param>
public sealed record OpenedSection(SectionLabel Label, ReadOnlyMemory<byte> Content);
