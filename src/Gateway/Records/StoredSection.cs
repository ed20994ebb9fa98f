using Gateway.Parties;

namespace Gateway.Records;

/// <summary>A section as it lies in the database.</summary>
public sealed record StoredSection
{
    /// <summary>The holder.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>The record within the holder.</summary>
    public required string Record { get; init; }

    /// <summary>The section within the record.</summary>
    public required string Section { get; init; }

    /// <summary>Category code.</summary>
    public required string Category { get; init; }

    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Pseudonyms of the persons it concerns; empty ones for those not identified.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Persons { get; init; }

    /// <summary>What a decision needs to know of it, sealed under the holder's log key.</summary>
    public required ReadOnlyMemory<byte> SealedFacts { get; init; }

    /// <summary>Keyed digest of those facts, since they look different each time they are sealed.</summary>
    public required ReadOnlyMemory<byte> FactsDigest { get; init; }

    /// <summary>SHA-256 over the ciphertext, which a release commits to.</summary>
    public required ReadOnlyMemory<byte> CiphertextDigest { get; init; }

    /// <summary>
    /// Its content key as <see cref="Crypto.RestingSection"/> keeps it; empty where not read, or where the holder sealed past the gateway.
    /// </summary>
    public ReadOnlyMemory<byte> ContentKey { get; init; }

    /// <summary>The envelope as JSON; empty where only what a decision needs was read.</summary>
    public ReadOnlyMemory<byte> Envelope { get; init; }

    /// <summary>The holder's signature over it.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Whether the holder's own system sealed it for one request, which then stands as its record.</summary>
    public bool IsFulfilment { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// The row, as sealed JSON is bound to it: with whom it concerns, so that whoever can write to the database alone can take nobody
    /// out of a section, or put another in.
    /// </summary>
    public string Row => $"{(IsFulfilment ? "fulfilment" : "section")}:{Holder}/{Record}/{Section}/{Version}:"
        + string.Join(',', Persons.Select(p => Convert.ToHexStringLower(p.Span)));
}
