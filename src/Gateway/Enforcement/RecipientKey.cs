using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>A key that releases to a party were or are wrapped for, with the proof that the party holds its private half.</summary>
public sealed record RecipientKey
{
    /// <summary>The longest that one may be used.</summary>
    public const int MostYears = 2;

    /// <summary>RFC 7638 thumbprint in base64url.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Whose.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The public key as a JWK.</summary>
    public required string Jwk { get; init; }

    /// <summary>The proof of possession.</summary>
    public required string Proof { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Last day it is used.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>When it was revoked; null where it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why.</summary>
    public KeyRevocation Revocation { get; init; }

    /// <summary>Whether something that was wrapped for it may still be handed over at an instant.</summary>
    public bool MayBeUsed(DateTimeOffset at) => Revocation == KeyRevocation.None && SwedishTime.DayOf(at) <= ValidUntil;
}
