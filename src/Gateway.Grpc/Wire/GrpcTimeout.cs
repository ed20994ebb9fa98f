using System.Globalization;

namespace Grpc.Wire;

/// <summary>The value of <c>grpc-timeout</c>: at most eight digits and a unit (gRPC over HTTP/2, "Timeout").</summary>
internal static class GrpcTimeout
{
    private const long MaxValue = 99_999_999;

    /// <summary>Timers hold 49 days; a deadline beyond is none to them.</summary>
    public static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    public static bool TryParse(string? text, out TimeSpan timeout)
    {
        timeout = default;
        if (text is not { Length: >= 2 and <= 9 }) return false;
        if (!long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return false;
        // Eight digits of hours are 11,000 years: no unit overflows a TimeSpan.
        switch (text[^1])
        {
            case 'H': timeout = TimeSpan.FromTicks(value * TimeSpan.TicksPerHour); return true;
            case 'M': timeout = TimeSpan.FromTicks(value * TimeSpan.TicksPerMinute); return true;
            case 'S': timeout = TimeSpan.FromTicks(value * TimeSpan.TicksPerSecond); return true;
            case 'm': timeout = TimeSpan.FromTicks(value * TimeSpan.TicksPerMillisecond); return true;
            case 'u': timeout = TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond); return true;
            case 'n': timeout = TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick); return true;
            default: return false;
        }
    }

    /// <summary>The finest unit from microseconds on that eight digits can hold, rounded up so that the server never gives up first.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero) return "1n";
        var ticks = timeout.Ticks;
        if (Fits(ticks, TimeSpan.TicksPerMicrosecond, out var value)) return $"{value}u";
        if (Fits(ticks, TimeSpan.TicksPerMillisecond, out value)) return $"{value}m";
        if (Fits(ticks, TimeSpan.TicksPerSecond, out value)) return $"{value}S";
        if (Fits(ticks, TimeSpan.TicksPerMinute, out value)) return $"{value}M";
        Fits(ticks, TimeSpan.TicksPerHour, out value);
        return $"{Math.Min(MaxValue, value)}H";
    }

    private static bool Fits(long ticks, long unit, out long value)
    {
        value = ticks / unit + (ticks % unit > 0 ? 1 : 0);
        return value <= MaxValue;
    }
}
