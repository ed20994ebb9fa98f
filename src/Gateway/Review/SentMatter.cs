using Gateway.Parties;

namespace Gateway.Review;

/// <summary>A request that a party was asked, or an alert that it sent: what it may have disclosed by mistake.</summary>
/// <param name="Reference">Its id.</param>
/// <param name="Receiver">Who asked, or whom it was sent to.</param>
/// <param name="IsAlert">Whether it is an alert.</param>
/// <param name="Persons">Whom it concerns.</param>
public sealed record SentMatter(string Reference, PartyId Receiver, bool IsAlert, IReadOnlyList<ReadOnlyMemory<byte>> Persons);
