using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Crypto;

/// <summary>
/// The one spelling of a number (RFC 8785 §3.2.2.3): ECMA-262 Number::toString over the shortest digits that read back as the
/// same double.
/// </summary>
internal static class EcmaScriptNumber
{
    public static string Of(JsonValue number) => number.TryGetValue<int>(out var whole) // nearly all numbers are so
        ? whole.ToString(CultureInfo.InvariantCulture)
        : Of(double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture));

    /// <exception cref="ArgumentException">Not a finite number.</exception>
    private static string Of(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentException("the number is not finite", nameof(value));
        if (value == 0) return "0"; // also for -0
        var (digits, point) = Shortest(Math.Abs(value));
        var text = new StringBuilder(value < 0 ? "-" : "");
        var count = digits.Length;
        if (count <= point && point <= 21) text.Append(digits).Append('0', point - count);
        else if (point is > 0 and <= 21) text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point));
        else if (point is > -6 and <= 0) text.Append("0.").Append('0', -point).Append(digits);
        else
        {
            text.Append(digits[0]);
            if (count > 1) text.Append('.').Append(digits.AsSpan(1));
            text.Append('e').Append(point > 0 ? '+' : '-').Append(Math.Abs(point - 1));
        }
        return text.ToString();
    }

    /// <summary>k digits and the n of ECMA-262: the value is 0.digits times ten to the n.</summary>
    private static (string Digits, int Point) Shortest(double value)
    {
        // "R" gives the shortest digits but chooses its own notation: take it apart.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), whole - leadingZeros + exponent);
    }
}
