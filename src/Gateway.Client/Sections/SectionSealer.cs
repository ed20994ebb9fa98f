using Gateway.Crypto;
using Google.Protobuf;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Seals and signs sections on the party's own side (design §5): to an intake key, and to the party's own key, so that it can read
/// what it sent.
/// </summary>
public sealed class SectionSealer(PartyIdentity identity, Func<string, CancellationToken, ValueTask<EcPublicKey>> intakeKeyOf)
{
    /// <summary>Seals a section of a record or alert to the party's own intake key.</summary>
    /// <param name="record">The record's id; of an alert, its idempotency key.</param>
    /// <param name="section">What is sealed.</param>
    /// <param name="ct">Withdraws the question for the key.</param>
    /// <exception cref="EnvelopeException">A code or id is out of bounds.</exception>
    public ValueTask<Wire.SealedSection> SealAsync(string record, PlainSection section, CancellationToken ct) =>
        SealAsync(record, section, identity.Id.ToString(), ct);

    /// <summary>Seals the reasons of a request to the intake key of the party that is asked (design §1.9).</summary>
    public ValueTask<Wire.SealedSection> SealReasonsAsync(
        string idempotencyKey, ReadOnlyMemory<byte> reasons, string askedParty, CancellationToken ct) =>
        SealAsync(idempotencyKey, new PlainSection("reasons", "suspicion", reasons), askedParty, ct);

    /// <summary>
    /// Seals a section for one request to this party's own key alone: the gateway cannot open it. Once its release is logged,
    /// <see cref="TurnTo"/> turns it to the receiver.
    /// </summary>
    /// <param name="requestId">The request, which stands as its record.</param>
    /// <param name="section">What is sealed; its id becomes its category.</param>
    /// <exception cref="EnvelopeException">A code or id is out of bounds.</exception>
    public Wire.SealedSection SealToSelf(string requestId, PlainSection section) => SealAsAsked(requestId, AsAsked(section), chunks: null);

    /// <summary>A section of this party's own with the receiver as its one recipient, bound to the entries that log its release.</summary>
    /// <param name="own">As <see cref="SealToSelf"/> made it.</param>
    /// <param name="recipient">The receiver's key.</param>
    /// <param name="partyInfo">See <see cref="Envelope.ReleasePartyInfo"/>.</param>
    public Wire.SealedSection TurnTo(Wire.SealedSection own, EcPublicKey recipient, ReadOnlySpan<byte> partyInfo)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(recipient);
        var section = SealedSection.Parse(own.Envelope.Span, own.Signature);
        var ownKey = identity.RecipientOf(section) ?? throw new EnvelopeException("the section is not sealed to this party's own key");
        using var key = ContentKey.Unwrap(section.For(ownKey.Public.KeyId)! /* found by it */, ownKey, Envelope.DepositPartyInfo(section.Label));
        var turned = section.WithRecipients(key.WrapFor(recipient, partyInfo));
        return new Wire.SealedSection(own) { Envelope = ByteString.CopyFrom(turned.ToEnvelopeJson()) };
    }

    /// <summary>Opens what this party sealed.</summary>
    /// <exception cref="EnvelopeException">It is not this party's, or was changed.</exception>
    public byte[] OpenOwn(Wire.SealedSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var parsed = SealedSection.Parse(section.Envelope.Span, section.Signature);
        if (!Envelope.IsSignedBy(parsed, identity.Signing.Public)) throw new EnvelopeException("the section is not signed by this party");
        return Envelope.Open(parsed, identity.RecipientOf(parsed) ?? identity.Recipient, Envelope.DepositPartyInfo(parsed.Label));
    }

    /// <summary>Seals the envelope of a large section, whose content is its manifest.</summary>
    internal async ValueTask<Wire.SealedSection> SealAsync(string record, PlainSection section, SectionChunks chunks, CancellationToken ct) =>
        Seal(LabelOf(record, section) with { Chunks = chunks }, section, await intakeKeyOf(identity.Id.ToString(), ct), identity.Recipient.Public);

    /// <summary>The same for a section as it was asked for, with its chunks.</summary>
    internal Wire.SealedSection SealAsAsked(string requestId, PlainSection asked, SectionChunks? chunks) =>
        Seal(LabelOf(requestId, asked) with { Chunks = chunks }, asked, identity.Recipient.Public);

    /// <summary>A section that answers a request: one of each category asked for, and one version.</summary>
    internal static PlainSection AsAsked(PlainSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section with { SectionId = section.Category, Version = 1 };
    }

    internal SectionLabel LabelOf(string record, PlainSection section) =>
        new(record, section.SectionId, section.Category, section.Version, identity.Id.ToString());

    private async ValueTask<Wire.SealedSection> SealAsync(string record, PlainSection section, string intakeParty, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Seal(LabelOf(record, section), section, await intakeKeyOf(intakeParty, ct), identity.Recipient.Public);
    }

    private Wire.SealedSection Seal(SectionLabel label, PlainSection section, params EcPublicKey[] recipients)
    {
        var sealedSection = Envelope.Seal(section.Content.Span, label, identity.Signing, recipients);
        return new Wire.SealedSection
        {
            SectionId = section.SectionId,
            Category = section.Category,
            Version = section.Version,
            Envelope = ByteString.CopyFrom(sealedSection.ToEnvelopeJson()),
            Signature = sealedSection.Signature,
            DeclaredProtections = { section.DeclaredProtections },
            Marks = { section.Marks },
            PersonIndexes = { section.PersonIndexes },
            ConcernsNoPerson = section.ConcernsNoPerson,
        };
    }
}
