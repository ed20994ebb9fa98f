using Gateway.Parties;

namespace Gateway.Records;

/// <summary>A request that waits for the holder, as its assessor sees it.</summary>
public sealed record WaitingRequest
{
    /// <summary>The request.</summary>
    public required string Id { get; init; }

    /// <summary>Who asks.</summary>
    public required PartyId Asker { get; init; }

    /// <summary>Whom it is about: a person number, or an id of the asker that only the asker can resolve.</summary>
    public required string Subject { get; init; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>Categories asked for.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Those of them of which the asker wants to know only whether anything is held.</summary>
    public IReadOnlyList<string> ExistenceOnly { get; init; } = [];

    /// <summary>What is left to answer; empty where the person is not known here, or nothing is held.</summary>
    public required IReadOnlyList<OpenQuestion> Questions { get; init; }

    /// <summary>An assessment answers the request of this digest only.</summary>
    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The asker's reasons, released to the holder; null where none were given or they may not be told now.</summary>
    public Release? Reasons { get; init; }

    /// <summary>Whether the asker wants a reasoned decision that can be appealed.</summary>
    public bool IsFormalDecisionAsked { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }
}
