using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// Ed25519 signatures (RFC 8032 §5.1, pure) through the machine's OpenSSL 3: checkpoints, witnesses' cosignatures. Thread-safe.
/// </summary>
/// <exception cref="PlatformNotSupportedException">Every member: <c>libcrypto.so.3</c> is not on the machine.</exception>
public static class Ed25519
{
    public const int SeedSize = 32;
    public const int PublicKeySize = 32;
    public const int SignatureSize = 64;

    /// <summary>The public key of a 32-byte seed (RFC 8032 §5.1.5).</summary>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> seed)
    {
        var key = PrivateKey(seed);
        try
        {
            var publicKey = new byte[PublicKeySize];
            nuint length = PublicKeySize;
            Check(Libcrypto.EVP_PKEY_get_raw_public_key(key, ref publicKey[0], ref length) == 1 && length == PublicKeySize);
            return publicKey;
        }
        finally
        {
            Libcrypto.EVP_PKEY_free(key);
        }
    }

    /// <summary>The 64-byte signature of a message (RFC 8032 §5.1.6).</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var key = PrivateKey(seed);
        var context = Libcrypto.EVP_MD_CTX_new();
        try
        {
            Check(Libcrypto.EVP_DigestSignInit(context, 0, 0, 0, key) == 1);
            var signature = new byte[SignatureSize];
            nuint length = SignatureSize;
            Check(Libcrypto.EVP_DigestSign(context, ref signature[0], ref length,
                in MemoryMarshal.GetReference(message), (nuint)message.Length) == 1 && length == SignatureSize);
            return signature;
        }
        finally
        {
            Libcrypto.EVP_MD_CTX_free(context);
            Libcrypto.EVP_PKEY_free(key);
        }
    }

    /// <summary>
    /// Whether the signature is the key's over the message (RFC 8032 §5.1.7); false for whatever has a wrong length.
    /// </summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeySize || signature.Length != SignatureSize) return false;
        var key = Loaded(Libcrypto.EVP_PKEY_new_raw_public_key, publicKey);
        if (key == 0) return false;
        var context = Libcrypto.EVP_MD_CTX_new();
        try
        {
            Check(Libcrypto.EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1);
            return Libcrypto.EVP_DigestVerify(context, in MemoryMarshal.GetReference(signature), SignatureSize,
                in MemoryMarshal.GetReference(message), (nuint)message.Length) == 1;
        }
        finally
        {
            Libcrypto.EVP_MD_CTX_free(context);
            Libcrypto.EVP_PKEY_free(key);
        }
    }

    private delegate nint Import(int type, nint engine, in byte key, nuint length);

    private static nint PrivateKey(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedSize) throw new ArgumentException("an Ed25519 seed is 32 bytes", nameof(seed));
        var key = Loaded(Libcrypto.EVP_PKEY_new_raw_private_key, seed);
        Check(key != 0);
        return key;
    }

    /// <summary>Every use of the library begins here, so that its absence is told once and plainly.</summary>
    private static nint Loaded(Import import, ReadOnlySpan<byte> key)
    {
        try
        {
            return import(Libcrypto.Ed25519KeyType, 0, in MemoryMarshal.GetReference(key), (nuint)key.Length);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new PlatformNotSupportedException(
                "Ed25519 needs OpenSSL 3: `libcrypto.so.3` is not on this machine (apt-get install libssl3)", e);
        }
    }

    private static void Check(bool succeeded)
    {
        if (!succeeded) throw new CryptographicException("libcrypto refused an Ed25519 operation");
    }
}
