using Gateway.Crypto;

namespace Gateway.Client;

/// <summary>A section of a release, opened.</summary>
/// <param name="Label">What it is and whose.</param>
/// <param name="Content">What it says; of a large section its manifest, and what it says is downloaded with it.</param>
public sealed record OpenedSection(SectionLabel Label, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether what it says lies in chunks: <see cref="DisclosureClient.DownloadAsync"/>, <see cref="AlertClient.DownloadAsync"/>.</summary>
    public bool IsLarge => Label.Chunks is not null;
}
