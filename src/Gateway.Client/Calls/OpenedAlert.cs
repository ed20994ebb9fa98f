using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>What came of opening an alert.</summary>
/// <param name="Decisions">The decision on each section at opening.</param>
/// <param name="Release">What was released; null where nothing was.</param>
/// <param name="Entries">The entries of the decision, proven.</param>
public sealed record OpenedAlert(IReadOnlyList<Wire.SectionDecision> Decisions, OpenedRelease? Release, IReadOnlyList<ProvenEntry> Entries);
