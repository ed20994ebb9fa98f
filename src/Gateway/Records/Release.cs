using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>What a permit hands out: sections rewrapped for the recipient, and the proof that this was logged.</summary>
public sealed record Release
{
    /// <summary>Id: 32 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>The holder, whose signature the sections bear.</summary>
    public required PartyId Holder { get; init; }

    /// <summary>The sections, each with the recipient as its one recipient.</summary>
    public required IReadOnlyList<SealedSection> Sections { get; init; }

    /// <summary>One receipt per entry; their leaf hashes, in this order, are bound into each wrap.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }

    /// <summary>RFC 7638 thumbprint of the recipient's key, base64url.</summary>
    public required string RecipientKeyId { get; init; }

    /// <summary>Purpose code that it may be used for.</summary>
    public required string Purpose { get; init; }

    /// <summary>Codes of what comes with it, of all its sections.</summary>
    public required IReadOnlyList<string> Obligations { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Rewraps the sections that a permit covers: the content key goes from the holder's storage key to the recipient's, the
    /// ciphertext is not touched. Both ends of the wrap are bound: to the section it was deposited as, by the value computed here,
    /// and to the entries that log this release.
    /// </summary>
    /// <exception cref="EnvelopeException">A content key does not belong to its section.</exception>
    public static Release Make<T>(
        Permit permit, Enforced<T> enforced, IReadOnlyDictionary<string, RestingSection> sections, PartyKeys holder,
        EcPublicKey recipient)
    {
        if (!permit.RecipientThumbprint.Span.SequenceEqual(recipient.Thumbprint.Span))
            throw new InvalidOperationException("the permit is for another key");
        var partyInfo = Envelope.ReleasePartyInfo(permit.LeafHashes);
        return new Release
        {
            Id = Identifiers.New(),
            Holder = permit.Holder,
            Sections = [.. permit.Sections.Select(id => sections[id].RewrapFor(recipient, partyInfo, holder))],
            Receipts = enforced.Receipts,
            RecipientKeyId = recipient.KeyId,
            Purpose = permit.Purpose,
            Obligations = [.. enforced.Ruling.Decision.Sections.Where(s => permit.Sections.Contains(s.Section)).SelectMany(s => s.Obligations)
                .Distinct()],
            At = enforced.Ruling.At,
        };
    }

    /// <summary>What the holder sealed straight to the recipient, under the release that was logged for it.</summary>
    internal static Release OfHolder(IReadOnlyList<StoredFulfilment> delivered, IReadOnlyList<string> obligations, Matter matter,
        IReadOnlyList<Receipt> receipts, LogKey recipientLogKey)
    {
        var logged = delivered[0].Release ?? throw new InvalidOperationException("what was not released is not delivered");
        var salts = FulfilmentSalt.Open(recipientLogKey, logged, delivered[0].Section.Record);
        return new Release
        {
            Id = Identifiers.New(),
            Holder = matter.Holder,
            Sections = [.. delivered.Select(d => SealedSection.Parse(d.Envelope.Span, d.Section.Signature))],
            Receipts = [.. receipts.Zip(salts, (r, salt) => r with { ReleaseSalt = salt })],
            RecipientKeyId = logged.RecipientKeyId,
            Purpose = matter.Context.Purpose,
            Obligations = obligations,
            At = logged.At,
        };
    }
}
