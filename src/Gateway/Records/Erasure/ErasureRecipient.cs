using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>A party that received what is erased.</summary>
/// <param name="Party">The party.</param>
/// <param name="Reference">The request or alert that it came with.</param>
/// <param name="Category">Category code.</param>
public sealed record ErasureRecipient(PartyId Party, string Reference, string Category);
