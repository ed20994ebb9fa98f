using Gateway.Parties;

namespace Gateway.Review;

/// <summary>A reason to look at an act.</summary>
/// <param name="Cause">Its code, which the follow-up bears.</param>
/// <param name="Holds">Whether it holds of an act.</param>
public sealed record ReviewRule(string Cause, Func<ReviewedAct, ReviewRegister, bool> Holds);

/// <summary>What the directory knows of the reviewed party's officers.</summary>
/// <param name="Officers">The officers by id, revoked ones with them.</param>
/// <param name="MarkOf">The mark that an officer's own person and conflicts are kept as.</param>
public sealed record ReviewRegister(IReadOnlyDictionary<string, Officer> Officers, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> MarkOf);
