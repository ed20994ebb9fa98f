using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Crypto;

/// <summary>
/// One section as it travels and rests: a JWE in general JSON serialization (RFC 7516 §7.2.1) of one profile, and its sender's
/// detached JWS. Immutable. The profile is in the README beside this file.
/// </summary>
public sealed class SealedSection
{
    internal const int NonceSize = 12;
    internal const int TagSize = 16;
    internal const int MaximumRecipients = 16;

    /// <summary><c>{"enc":"A256GCM"}</c>, the only protected header.</summary>
    internal const string ProtectedHeader = "eyJlbmMiOiJBMjU2R0NNIn0";

    /// <summary>No HTML escapes: the <c>+</c> of an algorithm stays itself. What is written is base64url and codes.</summary>
    internal static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _sealed; // iv ‖ ciphertext ‖ tag

    internal SealedSection(SectionLabel label, byte[] nonceCiphertextTag, IReadOnlyList<RecipientWrap> recipients, string signature)
    {
        Label = label;
        _sealed = nonceCiphertextTag;
        CiphertextDigest = DigestOf(nonceCiphertextTag, label.Chunks);
        Recipients = recipients;
        Signature = signature;
    }

    private SealedSection(SealedSection section, IReadOnlyList<RecipientWrap> recipients)
    {
        Label = section.Label;
        _sealed = section._sealed;
        CiphertextDigest = section.CiphertextDigest;
        Signature = section.Signature;
        Recipients = recipients;
    }

    public SectionLabel Label { get; }

    /// <summary>
    /// SHA-256 over iv ‖ ciphertext ‖ tag, and for a large section the digest of its chunks behind them: what a log entry commits to.
    /// </summary>
    public ReadOnlyMemory<byte> CiphertextDigest { get; }

    public IReadOnlyList<RecipientWrap> Recipients { get; }

    /// <summary>The sender's JWS, compact, its payload left out (RFC 7515 appendix F).</summary>
    public string Signature { get; }

    /// <summary>Bytes of ciphertext, and so of plaintext.</summary>
    public long Length => _sealed.Length - NonceSize - TagSize;

    internal ReadOnlySpan<byte> Nonce => _sealed.AsSpan(0, NonceSize);

    internal ReadOnlySpan<byte> Ciphertext => _sealed.AsSpan(NonceSize..^TagSize);

    internal ReadOnlySpan<byte> Tag => _sealed.AsSpan(^TagSize..);

    /// <summary>Reads a section; its signature is of the right form but not yet verified.</summary>
    /// <exception cref="EnvelopeException">Off profile: the message names what, never content.</exception>
    public static SealedSection Parse(ReadOnlySpan<byte> envelopeJson, string signature) =>
        EnvelopeReader.Read(envelopeJson, signature);

    /// <summary>The wrap for a key, or null where there is none.</summary>
    public RecipientWrap? For(string keyId) => Recipients.FirstOrDefault(r => r.KeyId == keyId);

    /// <summary>The same section for other recipients; label, ciphertext and signature are untouched.</summary>
    public SealedSection WithRecipients(params RecipientWrap[] recipients)
    {
        if (recipients is not { Length: >= 1 and <= MaximumRecipients })
            throw new ArgumentException($"a section has 1 to {MaximumRecipients} recipients", nameof(recipients));
        return new SealedSection(this, [.. recipients]);
    }

    public byte[] ToEnvelopeJson() => ToEnvelopeJson(withRecipients: true);

    internal byte[] ToEnvelopeJson(bool withRecipients)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("protected", ProtectedHeader);
            writer.WriteStartArray("recipients");
            foreach (var recipient in withRecipients ? Recipients : []) recipient.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteString("aad", Base64Url.EncodeToString(Label.ToAad()));
            writer.WriteString("iv", Base64Url.EncodeToString(Nonce));
            writer.WriteString("ciphertext", Base64Url.EncodeToString(Ciphertext));
            writer.WriteString("tag", Base64Url.EncodeToString(Tag));
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static byte[] DigestOf(byte[] nonceCiphertextTag, SectionChunks? chunks) =>
        SHA256.HashData(chunks is null ? nonceCiphertextTag : [.. nonceCiphertextTag, .. chunks.DigestBytes()]);

    /// <summary>RFC 7516 §5.1 step 14: protected header, a point, and <c>aad</c>, all as base64url.</summary>
    internal byte[] AssociatedData() => AssociatedData(Label);

    internal static byte[] AssociatedData(SectionLabel label) =>
        Encoding.ASCII.GetBytes($"{ProtectedHeader}.{Base64Url.EncodeToString(label.ToAad())}");

    /// <summary>The JWS payload: everything but the recipients, so that a rewrap leaves the sender's signature good.</summary>
    internal byte[] SignedPayload()
    {
        var head = Encoding.ASCII.GetBytes($"{ProtectedHeader}.{Base64Url.EncodeToString(Label.ToAad())}.{Base64Url.EncodeToString(Nonce)}.");
        var tail = Encoding.ASCII.GetBytes($".{Base64Url.EncodeToString(Tag)}");
        var payload = new byte[head.Length + Base64Url.GetEncodedLength(Ciphertext.Length) + tail.Length];
        head.CopyTo(payload, 0);
        Base64Url.EncodeToUtf8(Ciphertext, payload.AsSpan(head.Length));
        tail.CopyTo(payload.AsSpan(payload.Length - tail.Length));
        return payload;
    }
}
