using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// The key of one large section's chunks. It is made for that section, and sealed in its envelope: whoever opens the section has it,
/// and nobody else. Not for concurrent use; disposing clears it.
/// </summary>
public sealed class ChunkKey : IDisposable
{
    internal const int KeySize = 32;

    private readonly byte[] _bytes;
    private readonly AesGcm _aes;

    internal ChunkKey(byte[] bytes)
    {
        _bytes = bytes;
        _aes = new AesGcm(bytes, SealedSection.TagSize);
    }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new one.</summary>
    public static ChunkKey Generate() => new(RandomNumberGenerator.GetBytes(KeySize));

    /// <summary>Seals one piece under an iv of its own.</summary>
    /// <exception cref="EnvelopeException">Its length or label is off profile.</exception>
    public SealedChunk Seal(ReadOnlySpan<byte> plaintext, ChunkLabel label)
    {
        var bytes = new byte[plaintext.Length + SealedChunk.Overhead];
        var nonce = bytes.AsSpan(0, SealedSection.NonceSize);
        // Random, 96 bits, at most 8,192 under one key: that two are the same has a probability below 2^-70.
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(nonce, plaintext, bytes.AsSpan(SealedSection.NonceSize, plaintext.Length), bytes.AsSpan(^SealedSection.TagSize..),
            SealedChunk.AssociatedData(label));
        return new SealedChunk(label, bytes);
    }

    /// <summary>Opens one piece.</summary>
    /// <exception cref="EnvelopeException">Sealed under another key, or its label or content were changed.</exception>
    public byte[] Open(SealedChunk chunk)
    {
        var plaintext = new byte[chunk.Ciphertext.Length];
        try
        {
            _aes.Decrypt(chunk.Nonce, chunk.Ciphertext, chunk.Tag, plaintext, SealedChunk.AssociatedData(chunk.Label));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new EnvelopeException("the chunk does not open: it is of another section or place, or was changed", e);
        }
    }

    public void Dispose()
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
