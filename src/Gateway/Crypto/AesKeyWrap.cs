using System.Security.Cryptography;

namespace Gateway.Crypto;

/// <summary>
/// AES key wrap (RFC 3394, <c>A256KW</c> of RFC 7518 §4.4) under a 256-bit key. The framework has only the padded variant
/// of RFC 5649, which gives other bytes.
/// </summary>
public static class AesKeyWrap
{
    private const int Overhead = 8;
    private const byte InitialByte = 0xA6; // RFC 3394 §2.2.3.1

    /// <summary>Wraps a key of 16 bytes or more, a multiple of 8; the result is 8 bytes longer.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> key)
    {
        if (key.Length < 16 || key.Length % 8 != 0)
            throw new ArgumentException("a wrapped key is 16 bytes or more, a multiple of 8", nameof(key));
        using var aes = Cipher(key32);
        using var encryptor = aes.CreateEncryptor();
        var wrapped = new byte[key.Length + Overhead];
        wrapped.AsSpan(0, Overhead).Fill(InitialByte);
        key.CopyTo(wrapped.AsSpan(Overhead));

        // RFC 3394 §2.2.1, in place: A is the first half of the block throughout.
        var block = new byte[16];
        wrapped.AsSpan(0, 8).CopyTo(block);
        var n = key.Length / 8;
        for (var step = 1; step <= 6 * n; step++)
        {
            var register = wrapped.AsSpan(((step - 1) % n + 1) * 8, 8);
            register.CopyTo(block.AsSpan(8));
            encryptor.TransformBlock(block, 0, 16, block, 0);
            block.AsSpan(8).CopyTo(register);
            Mix(block, step);
        }
        block.AsSpan(0, 8).CopyTo(wrapped);
        CryptographicOperations.ZeroMemory(block);
        return wrapped;
    }

    /// <exception cref="EnvelopeException">Another key, or bytes that were changed.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> wrapped)
    {
        using var aes = Cipher(key32);
        if (wrapped.Length < 24 || wrapped.Length % 8 != 0) throw new EnvelopeException("the wrapped key has a wrong length");
        using var decryptor = aes.CreateDecryptor();
        var key = wrapped[Overhead..].ToArray();

        // RFC 3394 §2.2.2, the steps of wrapping backwards.
        var block = new byte[16];
        wrapped[..8].CopyTo(block);
        var n = key.Length / 8;
        for (var step = 6 * n; step >= 1; step--)
        {
            var register = key.AsSpan((step - 1) % n * 8, 8);
            Mix(block, step);
            register.CopyTo(block.AsSpan(8));
            decryptor.TransformBlock(block, 0, 16, block, 0);
            block.AsSpan(8).CopyTo(register);
        }
        Span<byte> initial = stackalloc byte[8];
        initial.Fill(InitialByte);
        var isIntact = CryptographicOperations.FixedTimeEquals(block.AsSpan(0, 8), initial);
        CryptographicOperations.ZeroMemory(block);
        if (isIntact) return key;
        CryptographicOperations.ZeroMemory(key);
        throw new EnvelopeException("the wrapped key does not open with this key");
    }

    /// <summary>A ^= t of RFC 3394; t fits 32 bits for any key that fits memory.</summary>
    private static void Mix(byte[] block, int step)
    {
        for (var i = 7; step != 0; i--, step >>= 8) block[i] ^= (byte)(step & 0xff);
    }

    private static Aes Cipher(ReadOnlySpan<byte> key32)
    {
        if (key32.Length != 32) throw new ArgumentException("the wrapping key is 32 bytes", nameof(key32));
        var aes = Aes.Create();
        aes.Mode = CipherMode.ECB; // the raw block cipher, which is what RFC 3394 builds on
        aes.Padding = PaddingMode.None;
        aes.SetKey(key32);
        return aes;
    }
}
