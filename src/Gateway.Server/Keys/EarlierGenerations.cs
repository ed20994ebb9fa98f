using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Crypto;

namespace Gateway.Server.Keys;

/// <summary>
/// A party's earlier generations of keys as bytes, the newest first: number (4) ‖ log key (32) ‖ length of the intake key (4) ‖ its PKCS #8, of
/// length 0 once retired. Numbers are big-endian. Whoever gets bytes here clears them.
/// </summary>
internal static class EarlierGenerations
{
    private const int Fixed = 4 + 32 + 4;

    public static byte[] Write(IReadOnlyList<(int Number, byte[] LogKey, byte[] Pkcs8)> generations)
    {
        var bytes = new byte[generations.Sum(g => Fixed + g.Pkcs8.Length)];
        var rest = bytes.AsSpan();
        foreach (var (number, logKey, pkcs8) in generations)
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, number);
            logKey.CopyTo(rest[4..]);
            BinaryPrimitives.WriteInt32BigEndian(rest[36..], pkcs8.Length);
            pkcs8.CopyTo(rest[Fixed..]);
            rest = rest[(Fixed + pkcs8.Length)..];
        }
        return bytes;
    }

    /// <exception cref="EnvelopeException">Not laid out so.</exception>
    public static List<(int Number, byte[] LogKey, byte[] Pkcs8)> Read(ReadOnlySpan<byte> bytes)
    {
        List<(int, byte[], byte[])> generations = [];
        while (bytes.Length > 0)
        {
            var length = bytes.Length < Fixed ? -1 : BinaryPrimitives.ReadInt32BigEndian(bytes[36..]);
            if (length < 0 || length > bytes.Length - Fixed) throw new EnvelopeException("the earlier keys are not laid out as such");
            generations.Add((BinaryPrimitives.ReadInt32BigEndian(bytes), bytes[4..36].ToArray(), bytes.Slice(Fixed, length).ToArray()));
            bytes = bytes[(Fixed + length)..];
        }
        return generations;
    }

    public static void Clear(IEnumerable<(int Number, byte[] LogKey, byte[] Pkcs8)> generations)
    {
        foreach (var (_, logKey, pkcs8) in generations)
        {
            CryptographicOperations.ZeroMemory(logKey);
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
