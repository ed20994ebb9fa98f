using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// One piece of a large section as it travels: a JWE in flattened JSON serialization (RFC 7516 §7.2.2) with <c>alg</c> <c>dir</c>
/// (RFC 7518 §4.5) under the section's chunk key. Immutable. The profile is in the README beside this file.
/// </summary>
public sealed class SealedChunk
{
    /// <summary>Bytes of plaintext in every chunk but the last, which has 1 to as many.</summary>
    public const int Size = 1 << 18;

    /// <summary>The most chunks of one section.</summary>
    public const int MaximumCount = 8192;

    /// <summary>The most bytes that a chunk has as JSON, white space and longest label included.</summary>
    public const int LargestJson = (Size / 3 * 4) + 2048;

    /// <summary>Bytes that sealing adds to the plaintext: iv and tag.</summary>
    public const int Overhead = SealedSection.NonceSize + SealedSection.TagSize;

    /// <summary><c>{"alg":"dir","enc":"A256GCM"}</c>, the only protected header.</summary>
    internal const string ProtectedHeader = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0";

    /// <param name="label">Which piece it is.</param>
    /// <param name="bytes">iv ‖ ciphertext ‖ tag, as a store keeps it.</param>
    /// <exception cref="EnvelopeException">Its length is not one that its place in the sequence allows.</exception>
    public SealedChunk(ChunkLabel label, ReadOnlyMemory<byte> bytes)
    {
        var length = bytes.Length - Overhead;
        if (label.IsLast ? length is < 1 or > Size : length != Size)
            throw new EnvelopeException($"`ciphertext` is not {Size} bytes, or for the last chunk 1 to as many");
        (Label, Bytes) = (label, bytes);
    }

    /// <summary>Which piece of which section it is.</summary>
    public ChunkLabel Label { get; }

    /// <summary>iv ‖ ciphertext ‖ tag.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    internal ReadOnlySpan<byte> Nonce => Bytes.Span[..SealedSection.NonceSize];

    internal ReadOnlySpan<byte> Ciphertext => Bytes.Span[SealedSection.NonceSize..^SealedSection.TagSize];

    internal ReadOnlySpan<byte> Tag => Bytes.Span[^SealedSection.TagSize..];

    /// <summary>Reads a chunk; that it opens only its key can tell.</summary>
    /// <exception cref="EnvelopeException">Off profile: the message names what, never content.</exception>
    public static SealedChunk Parse(ReadOnlySpan<byte> json) => ChunkReader.Read(json);

    /// <summary>SHA-256 over iv ‖ ciphertext ‖ tag.</summary>
    public byte[] Digest() => SHA256.HashData(Bytes.Span);

    public byte[] ToJson()
    {
        // Written by hand into an array of the right size: a writer would hold the chunk three times over.
        var (aad, iv, tag) = (Base64Url.EncodeToString(Label.ToAad()), Base64Url.EncodeToString(Nonce), Base64Url.EncodeToString(Tag));
        var head = Encoding.ASCII.GetBytes($"{{\"protected\":\"{ProtectedHeader}\",\"aad\":\"{aad}\",\"iv\":\"{iv}\",\"tag\":\"{tag}\",\"ciphertext\":\"");
        var tail = "\"}"u8;
        var json = new byte[head.Length + Base64Url.GetEncodedLength(Ciphertext.Length) + tail.Length];
        head.CopyTo(json, 0);
        Base64Url.EncodeToUtf8(Ciphertext, json.AsSpan(head.Length));
        tail.CopyTo(json.AsSpan(json.Length - tail.Length));
        return json;
    }

    /// <summary>RFC 7516 §5.1 step 14.</summary>
    internal static byte[] AssociatedData(ChunkLabel label) =>
        Encoding.ASCII.GetBytes($"{ProtectedHeader}.{Base64Url.EncodeToString(label.ToAad())}");
}
