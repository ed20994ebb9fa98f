using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Crypto;

/// <summary>
/// The name under which the gateway knows a person at rest: HMAC-SHA256 (RFC 2104) under a key that never leaves it,
/// because personal numbers are few enough to be guessed. Each text goes in after its length (4 bytes, big-endian), so that
/// no two pairs of domain and value are one input.
/// </summary>
public static class Pseudonym
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>32 bytes; the domain keeps kinds of values (and parties' local ids) apart.</summary>
    public static byte[] Of(ReadOnlySpan<byte> key32, string domain, string value)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(value);
        if (key32.Length != 32) throw new ArgumentException("the key is 32 bytes", nameof(key32));
        var domainSize = Utf8.GetByteCount(domain);
        var input = new byte[4 + domainSize + 4 + Utf8.GetByteCount(value)];
        BinaryPrimitives.WriteInt32BigEndian(input, domainSize);
        Utf8.GetBytes(domain, input.AsSpan(4));
        var rest = input.AsSpan(4 + domainSize);
        BinaryPrimitives.WriteInt32BigEndian(rest, rest.Length - 4);
        Utf8.GetBytes(value, rest[4..]);
        var pseudonym = HMACSHA256.HashData(key32, input);
        CryptographicOperations.ZeroMemory(input);
        return pseudonym;
    }
}
