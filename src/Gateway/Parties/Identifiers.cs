using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Gateway.Parties;

/// <summary>Identifiers that the gateway makes: 16 bytes as 32 hex digits, which cannot be guessed.</summary>
public static class Identifiers
{
    /// <summary>A new one of random bytes, which says nothing.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// A new one for a row that says when it was made: six bytes of milliseconds since 1970, then random ones. Rows that follow each other
    /// stand together in an index, where random ids would write a page of it for each.
    /// </summary>
    public static string New(DateTimeOffset at)
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds() << 16 | BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(6)));
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>What every one that was made for an instant, or later, is not less than (ordinally): its time alone.</summary>
    public static string Least(DateTimeOffset at) => Math.Max(0, at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>The instant that one was made for.</summary>
    public static DateTimeOffset TimeOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
