using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// The key of one section's ciphertext (the CEK of RFC 7516), in memory while it goes from one wrap to the next. Rewrapping
/// never touches the ciphertext. Thread-safe until disposed, which clears it.
/// </summary>
public sealed class ContentKey : IDisposable
{
    private readonly byte[] _bytes;

    private ContentKey(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Takes over 32 bytes, and clears them.</summary>
    internal static ContentKey Of(byte[] bytes) =>
        bytes.Length == 32 ? new ContentKey(bytes) : throw new EnvelopeException("the content key is not 32 bytes");

    internal static ContentKey Generate() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Opens a wrap with the value of <c>apv</c> that the caller computed.</summary>
    /// <exception cref="EnvelopeException">The wrap is for another key or bound to something else, or was changed.</exception>
    public static ContentKey Unwrap(RecipientWrap wrap, AgreementKey key, ReadOnlySpan<byte> partyInfo)
    {
        if (wrap.KeyId != key.Public.KeyId) throw new EnvelopeException("the wrap is for another key");
        if (!CryptographicOperations.FixedTimeEquals(StrictBase64Url.Decode(wrap.PartyInfo, "apv", 32), partyInfo))
            throw new EnvelopeException("the wrap is bound to something else: `apv` differs from the computed value");
        var wrappingKey = key.Agree(wrap.EphemeralKey, partyInfo);
        try
        {
            return new ContentKey(AesKeyWrap.Unwrap(wrappingKey, StrictBase64Url.Decode(wrap.EncryptedKey, "encrypted_key", 40)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrappingKey);
        }
    }

    /// <summary>Wraps for one recipient under a fresh ephemeral key, bound to 32 bytes of <c>apv</c>.</summary>
    public RecipientWrap WrapFor(EcPublicKey recipient, ReadOnlySpan<byte> partyInfo)
    {
        if (partyInfo.Length != 32) throw new ArgumentException("`apv` is 32 bytes", nameof(partyInfo));
        using var ephemeral = AgreementKey.Generate();
        var wrappingKey = ephemeral.Agree(recipient, partyInfo);
        try
        {
            return RecipientWrap.Of(recipient, ephemeral.Public, partyInfo, AesKeyWrap.Wrap(wrappingKey, _bytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrappingKey);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
