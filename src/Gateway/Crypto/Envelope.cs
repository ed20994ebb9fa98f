using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// Sealing a section, verifying its sender, and opening it. Every failure to open is an <see cref="EnvelopeException"/>.
/// </summary>
public static class Envelope
{
    /// <summary>The <c>apv</c> of a deposit: SHA-256 over the label. A wrap moved to another row is useless.</summary>
    public static byte[] DepositPartyInfo(SectionLabel label) => SHA256.HashData(label.ToAad());

    /// <summary>
    /// The <c>apv</c> of a release: SHA-256 over the leaf hashes that log it, so that no key is released unlogged.
    /// </summary>
    /// <exception cref="ArgumentException">No leaf, or one that is not 32 bytes.</exception>
    public static byte[] ReleasePartyInfo(IEnumerable<ReadOnlyMemory<byte>> leafHashes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var leaves = 0;
        foreach (var leaf in leafHashes)
        {
            if (leaf.Length != 32) throw new ArgumentException("a leaf hash is 32 bytes", nameof(leafHashes));
            hash.AppendData(leaf.Span);
            leaves++;
        }
        return leaves > 0 ? hash.GetHashAndReset() : throw new ArgumentException("a release has a leaf", nameof(leafHashes));
    }

    /// <summary>Seals for deposit: to the holder's intake key and whoever else keeps the section, signed by the sender.</summary>
    public static SealedSection Seal(
        ReadOnlySpan<byte> plaintext, SectionLabel label, SigningKey sender, params EcPublicKey[] recipients)
    {
        if (recipients is not { Length: >= 1 and <= SealedSection.MaximumRecipients })
            throw new ArgumentException($"a section has 1 to {SealedSection.MaximumRecipients} recipients", nameof(recipients));
        using var key = ContentKey.Generate();
        var sealedBytes = Encrypt(key, plaintext, SealedSection.AssociatedData(label));
        var partyInfo = DepositPartyInfo(label);
        var wraps = Array.ConvertAll(recipients, r => key.WrapFor(r, partyInfo));
        var unsigned = new SealedSection(label, sealedBytes, wraps, signature: "");
        return new SealedSection(label, sealedBytes, wraps, DetachedSignature.Sign(unsigned.SignedPayload(), sender));
    }

    /// <summary>Whether the sender's key signed the label and the ciphertext; the recipients are not signed.</summary>
    public static bool IsSignedBy(SealedSection section, EcPublicKey sender) =>
        DetachedSignature.IsBy(section.Signature, section.SignedPayload(), sender);

    /// <summary>Opens a section with the value of <c>apv</c> that the caller computed.</summary>
    /// <exception cref="EnvelopeException">Not for this key, bound to something else, or changed.</exception>
    public static byte[] Open(SealedSection section, AgreementKey key, ReadOnlySpan<byte> partyInfo)
    {
        var wrap = section.For(key.Public.KeyId) ?? throw new EnvelopeException("the section has no wrap for this key");
        using var contentKey = ContentKey.Unwrap(wrap, key, partyInfo);
        using var aes = new AesGcm(contentKey.Bytes, SealedSection.TagSize);
        var plaintext = new byte[section.Length];
        try
        {
            aes.Decrypt(section.Nonce, section.Ciphertext, section.Tag, plaintext, section.AssociatedData());
            return plaintext;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new EnvelopeException("the section does not open: label or ciphertext were changed", e);
        }
    }

    /// <summary>A key seals one plaintext only, so a random nonce cannot repeat under it.</summary>
    private static byte[] Encrypt(ContentKey key, ReadOnlySpan<byte> plaintext, byte[] associatedData)
    {
        using var aes = new AesGcm(key.Bytes, SealedSection.TagSize);
        var bytes = new byte[SealedSection.NonceSize + plaintext.Length + SealedSection.TagSize];
        var nonce = bytes.AsSpan(0, SealedSection.NonceSize);
        var ciphertext = bytes.AsSpan(SealedSection.NonceSize, plaintext.Length);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plaintext, ciphertext, bytes.AsSpan(^SealedSection.TagSize..), associatedData);
        return bytes;
    }
}
