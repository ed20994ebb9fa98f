using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// What the gateway seals for itself at rest: AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce, laid out as
/// version byte 1 ‖ generation of the key (4, big-endian) ‖ nonce (12) ‖ ciphertext ‖ tag (16). The associated data says what the box is;
/// it is not in it.
/// </summary>
public static class SealedBox
{
    private const byte Version = 1;
    private const int NonceAt = 1 + sizeof(int);
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = NonceAt + NonceSize + TagSize;

    /// <summary>Seals under the newest generation.</summary>
    public static byte[] Seal(BoxKeys keys, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        using var aes = new AesGcm(keys.Of(keys.Current), TagSize);
        var box = new byte[Overhead + plaintext.Length];
        box[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(1), keys.Current);
        var nonce = box.AsSpan(NonceAt, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var ciphertext = box.AsSpan(NonceAt + NonceSize, plaintext.Length);
        aes.Encrypt(nonce, plaintext, ciphertext, box.AsSpan(box.Length - TagSize), associatedData);
        return box;
    }

    /// <exception cref="EnvelopeException">Another key, other associated data, or a box that was changed or cut.</exception>
    /// <exception cref="KeysUnavailableException">A generation that came after the keys were leased.</exception>
    public static byte[] Open(BoxKeys keys, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData)
    {
        if (box.Length < Overhead || box[0] != Version) throw new EnvelopeException("the box is not of version 1");
        using var aes = new AesGcm(keys.Of(BinaryPrimitives.ReadInt32BigEndian(box[1..])), TagSize);
        var plaintext = new byte[box.Length - Overhead];
        try
        {
            aes.Decrypt(box.Slice(NonceAt, NonceSize), box[(NonceAt + NonceSize)..^TagSize], box[^TagSize..], plaintext, associatedData);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new EnvelopeException("the box does not open with this key for this purpose", e);
        }
    }
}
