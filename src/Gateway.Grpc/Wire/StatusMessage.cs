using System.Globalization;
using System.Text;

namespace Grpc.Wire;

/// <summary>
/// The value of <c>grpc-message</c>: UTF-8 where every byte outside printable ASCII, and the percent sign, is percent-encoded
/// (gRPC over HTTP/2, "Status-Message").
/// </summary>
internal static class StatusMessage
{
    public static string Encode(string message)
    {
        if (!message.AsSpan().ContainsAnyExceptInRange(' ', '~') && !message.Contains('%')) return message;
        var encoded = new StringBuilder(message.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(message))
            if (b is >= 0x20 and <= 0x7e and not (byte)'%') encoded.Append((char)b);
            else encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        return encoded.ToString();
    }

    /// <summary>Never refuses: what is not valid encoding stands as it came, because a status must not be lost over its text.</summary>
    public static string Decode(string value)
    {
        if (!value.Contains('%')) return value;
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
            if (value[i] == '%' && i + 2 < value.Length && IsHex(value.AsSpan(i + 1, 2)))
            {
                bytes.Add(byte.Parse(value.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add(value[i] <= 0xff ? (byte)value[i] : (byte)'?');
            }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static bool IsHex(ReadOnlySpan<char> digits) => char.IsAsciiHexDigit(digits[0]) && char.IsAsciiHexDigit(digits[1]);
}
