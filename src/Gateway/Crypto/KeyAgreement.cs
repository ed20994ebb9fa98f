using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>The key-encryption key of <c>ECDH-ES+A256KW</c> (RFC 7518 §4.6): ECDH, then one round of the Concat KDF.</summary>
internal static class KeyAgreement
{
    public const string Algorithm = "ECDH-ES+A256KW";
    private const int KeyBits = 256;

    public static byte[] Derive(ECDiffieHellman own, EcPublicKey other, ReadOnlySpan<byte> partyInfo)
    {
        var secret = own.DeriveRawSecretAgreement(other.Agreement);
        try
        {
            return ConcatKdf(secret, "ECDH-ES+A256KW"u8, partyUInfo: default, partyInfo, KeyBits);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>
    /// RFC 7518 §4.6.2: SHA-256 over counter 1 ‖ Z ‖ AlgorithmID ‖ PartyUInfo ‖ PartyVInfo ‖ key length in bits, each text
    /// after its length. One round gives all the bits that are asked for.
    /// </summary>
    internal static byte[] ConcatKdf(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> algorithm,
        ReadOnlySpan<byte> partyUInfo, ReadOnlySpan<byte> partyVInfo, int keyBits)
    {
        if (keyBits > 256) throw new ArgumentOutOfRangeException(nameof(keyBits), "one round of SHA-256 gives 256 bits");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNumber(hash, 1);
        hash.AppendData(secret);
        AppendText(hash, algorithm);
        AppendText(hash, partyUInfo);
        AppendText(hash, partyVInfo);
        AppendNumber(hash, keyBits);
        var key = hash.GetHashAndReset();
        return keyBits == 256 ? key : key[..(keyBits / 8)];
    }

    private static void AppendText(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        AppendNumber(hash, text.Length);
        hash.AppendData(text);
    }

    private static void AppendNumber(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
