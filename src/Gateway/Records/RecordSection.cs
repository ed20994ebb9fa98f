using Gateway.Crypto;
using Gateway.Policy;

namespace Gateway.Records;

/// <summary>A section as its holder hands it over: what a decision needs to know of it, and its sealed content.</summary>
/// <param name="Facts">Category, persons, declared protections and marks.</param>
/// <param name="Sealed">The content, sealed to the holder's intake key and signed by the holder.</param>
public sealed record RecordSection(SectionFacts Facts, SealedSection Sealed);
