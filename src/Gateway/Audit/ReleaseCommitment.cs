using System.Security.Cryptography;

namespace Gateway.Audit;

/// <summary>
/// What a leaf says of a release: SHA-256(salt ‖ SHA-256 of each ciphertext ‖ recipient's key thumbprint). Who holds the
/// salt, the ciphertexts and the key can check it; who does not learns nothing.
/// </summary>
public static class ReleaseCommitment
{
    /// <summary>The 32-byte commitment; the digests in the order of the release's sections.</summary>
    /// <exception cref="ArgumentException">A part is not 32 bytes, so that two releases could be one input.</exception>
    public static byte[] Of(
        ReadOnlySpan<byte> salt32, IEnumerable<ReadOnlyMemory<byte>> ciphertextDigests, ReadOnlySpan<byte> recipientThumbprint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, salt32);
        foreach (var digest in ciphertextDigests) Append(hash, digest.Span);
        Append(hash, recipientThumbprint);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        if (part.Length != MerkleTree.HashSize)
            throw new ArgumentException("each part of a release commitment is 32 bytes", nameof(part));
        hash.AppendData(part);
    }
}
