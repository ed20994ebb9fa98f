using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Gateway.Crypto;

/// <summary>
/// The content key of a section, wrapped for one recipient: an element of <c>recipients</c> (RFC 7516 §7.2.1), with
/// <c>alg</c> <c>ECDH-ES+A256KW</c>, <c>kid</c>, <c>epk</c> and <c>apv</c> in its own header. Equal by value.
/// </summary>
/// <param name="KeyId"><c>kid</c>: thumbprint of the recipient's key.</param>
/// <param name="EphemeralKey"><c>epk</c>: made for this one wrap.</param>
/// <param name="PartyInfo">
/// <c>apv</c>, 32 bytes in base64url: what the wrap is bound to. Whoever opens computes it, and believes no header.
/// </param>
/// <param name="EncryptedKey"><c>encrypted_key</c>, 40 bytes in base64url.</param>
public sealed record RecipientWrap(string KeyId, EcPublicKey EphemeralKey, string PartyInfo, string EncryptedKey)
{
    /// <summary>Reads what <see cref="ToJson"/> writes, in any order of members.</summary>
    /// <exception cref="EnvelopeException">Off profile.</exception>
    public static RecipientWrap Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(StrictJson.Parse(Encoding.UTF8.GetBytes(json), "recipients", "header", "encrypted_key"));
    }

    /// <summary>Whether <c>apv</c> is this value. It says what the wrap claims to be bound to; only opening it proves that.</summary>
    public bool IsBoundTo(ReadOnlySpan<byte> partyInfo) => PartyInfo == Base64Url.EncodeToString(partyInfo);

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, SealedSection.Plain)) WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    internal static RecipientWrap Read(StrictJson recipient)
    {
        var header = recipient.Only("header", "encrypted_key").Object("header", "alg", "kid", "epk", "apv");
        if (header.Text("alg") != KeyAgreement.Algorithm)
            throw new EnvelopeException($"`header.alg` is not {KeyAgreement.Algorithm}");
        return new RecipientWrap(
            Canonical(header, "kid", 32),
            EcPublicKey.FromJwk(header.Object("epk", "kty", "crv", "x", "y")),
            Canonical(header, "apv", 32),
            Canonical(recipient, "encrypted_key", 40));
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("header");
        writer.WriteString("alg", KeyAgreement.Algorithm);
        writer.WriteString("kid", KeyId);
        writer.WritePropertyName("epk");
        writer.WriteRawValue(EphemeralKey.ToJwk(), skipInputValidation: true);
        writer.WriteString("apv", PartyInfo);
        writer.WriteEndObject();
        writer.WriteString("encrypted_key", EncryptedKey);
        writer.WriteEndObject();
    }

    internal static RecipientWrap Of(
        EcPublicKey recipient, EcPublicKey ephemeral, ReadOnlySpan<byte> partyInfo, ReadOnlySpan<byte> encryptedKey) =>
        new(recipient.KeyId, ephemeral, Base64Url.EncodeToString(partyInfo), Base64Url.EncodeToString(encryptedKey));

    private static string Canonical(StrictJson owner, string name, int size)
    {
        var text = owner.Text(name);
        StrictBase64Url.Decode(text, name, size);
        return text;
    }
}
