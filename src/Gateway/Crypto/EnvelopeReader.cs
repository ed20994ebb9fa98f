namespace Gateway.Crypto;

/// <summary>
/// Reads a section of the one profile. RFC 7516 allows much more (compression, a shared header, other algorithms, a second
/// place for each parameter); each is a way to be misread, so each is refused.
/// </summary>
internal static class EnvelopeReader
{
    public static SealedSection Read(ReadOnlySpan<byte> envelopeJson, string signature) => Read(envelopeJson, signature, Recipients);

    /// <summary>Reads a section as it is stored: the same profile, and no recipient at all.</summary>
    public static SealedSection ReadResting(ReadOnlySpan<byte> envelopeJson, string signature) => Read(envelopeJson, signature,
        envelope => envelope.Objects("recipients").Any() ? throw new EnvelopeException("a section at rest has no recipients") : []);

    private static SealedSection Read(ReadOnlySpan<byte> envelopeJson, string signature, Func<StrictJson, RecipientWrap[]> recipients)
    {
        var envelope = StrictJson.Parse(envelopeJson, "envelope", "protected", "recipients", "aad", "iv", "ciphertext", "tag");
        if (envelope.Text("protected") != SealedSection.ProtectedHeader)
            throw new EnvelopeException("`protected` is not exactly {\"enc\":\"A256GCM\"}");
        DetachedSignature.Check(signature);
        return new SealedSection(
            SectionLabel.Parse(Bytes(envelope, "aad")),
            [
                .. Bytes(envelope, "iv", SealedSection.NonceSize),
                .. Bytes(envelope, "ciphertext"),
                .. Bytes(envelope, "tag", SealedSection.TagSize),
            ],
            recipients(envelope),
            signature);
    }

    private static RecipientWrap[] Recipients(StrictJson envelope)
    {
        var entries = envelope.Objects("recipients").Take(SealedSection.MaximumRecipients + 1);
        var recipients = entries.Select(RecipientWrap.Read).ToArray();
        if (recipients.Length is 0 or > SealedSection.MaximumRecipients)
            throw new EnvelopeException($"`recipients` is not 1 to {SealedSection.MaximumRecipients} entries");
        // With two wraps for one key, two readers could open different ones.
        if (recipients.DistinctBy(r => r.KeyId).Count() != recipients.Length)
            throw new EnvelopeException("`recipients` names one key twice");
        return recipients;
    }

    private static byte[] Bytes(StrictJson envelope, string name, int? size = null) =>
        StrictBase64Url.Decode(envelope.Text(name), name, size);
}
