using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// What the gateway seals for itself at rest: AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce, laid out as
/// version byte 1 ‖ nonce (12) ‖ ciphertext ‖ tag (16). The associated data says what the box is; it is not in it.
/// </summary>
public static class SealedBox
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;

    public static byte[] Seal(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        using var aes = Cipher(key32);
        var box = new byte[Overhead + plaintext.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var ciphertext = box.AsSpan(1 + NonceSize, plaintext.Length);
        aes.Encrypt(nonce, plaintext, ciphertext, box.AsSpan(box.Length - TagSize), associatedData);
        return box;
    }

    /// <exception cref="EnvelopeException">Another key, other associated data, or a box that was changed or cut.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData)
    {
        using var aes = Cipher(key32);
        if (box.Length < Overhead || box[0] != Version) throw new EnvelopeException("the box is not of version 1");
        var plaintext = new byte[box.Length - Overhead];
        try
        {
            aes.Decrypt(box.Slice(1, NonceSize), box[(1 + NonceSize)..^TagSize], box[^TagSize..], plaintext, associatedData);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new EnvelopeException("the box does not open with this key for this purpose", e);
        }
    }

    private static AesGcm Cipher(ReadOnlySpan<byte> key32) =>
        key32.Length == 32 ? new AesGcm(key32, TagSize) : throw new ArgumentException("the key is 32 bytes", nameof(key32));
}
