namespace Gateway.Crypto;

/// <summary>
/// A section as it rests here: ciphertext and signature as they were deposited, and its content key in a <see cref="SealedBox"/> under the
/// holder's storage keys, bound to the label. The wraps that came with it are gone: there is one way to the content, and erasing
/// one box closes it.
/// </summary>
public sealed class RestingSection
{
    private readonly SealedSection _section;

    private RestingSection(SealedSection section, ReadOnlyMemory<byte> contentKey)
    {
        _section = section;
        ContentKey = contentKey;
    }

    /// <summary>What stands beside the ciphertext in place of recipients: 65 bytes.</summary>
    public ReadOnlyMemory<byte> ContentKey { get; }

    /// <inheritdoc cref="SealedSection.CiphertextDigest" />
    public ReadOnlyMemory<byte> CiphertextDigest => _section.CiphertextDigest;

    /// <summary>The sender's signature.</summary>
    public string Signature => _section.Signature;

    /// <summary>
    /// Takes a deposit in: the one curve operation that its release is spared. <see cref="Envelope.DepositPartyInfo"/> is computed here, so a
    /// wrap that belongs to another section does not open.
    /// </summary>
    /// <exception cref="EnvelopeException">Not sealed to the holder's intake key for this section.</exception>
    public static RestingSection Of(SealedSection section, PartyKeys holder)
    {
        var intake = holder.IntakeOf(section) ?? throw new EnvelopeException("the envelope is not sealed to the intake key");
        var partyInfo = Envelope.DepositPartyInfo(section.Label);
        using var key = Crypto.ContentKey.Unwrap(section.For(intake.Public.KeyId)!, intake, partyInfo);
        return new RestingSection(section, SealedBox.Seal(holder.Storage, key.Bytes, partyInfo));
    }

    /// <summary>Reads what lies in a row.</summary>
    /// <exception cref="EnvelopeException">Off profile, or the envelope has recipients.</exception>
    public static RestingSection Parse(ReadOnlySpan<byte> envelope, string signature, ReadOnlyMemory<byte> contentKey) =>
        new(EnvelopeReader.ReadResting(envelope, signature), contentKey);

    /// <summary>The envelope without recipients, as it is stored.</summary>
    public byte[] ToEnvelopeJson() => _section.ToEnvelopeJson(withRecipients: false);

    /// <summary>The section for one recipient, bound to 32 bytes of <c>apv</c>. The ciphertext is not touched.</summary>
    /// <exception cref="EnvelopeException">The content key belongs to another section or party.</exception>
    internal SealedSection RewrapFor(EcPublicKey recipient, ReadOnlySpan<byte> partyInfo, PartyKeys holder)
    {
        using var key = Crypto.ContentKey.Of(SealedBox.Open(holder.Storage, ContentKey.Span, Envelope.DepositPartyInfo(_section.Label)));
        return _section.WithRecipients(key.WrapFor(recipient, partyInfo));
    }
}
