using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Gateway.Cli.Audit;

/// <summary>An option that is a day or a time, in UTC.</summary>
internal static class TimeOption
{
    public static Option<string> Create(string name, string description) =>
        new(name) { Description = $"{description} As 2026-11-22 or 2026-11-22T13:00, in UTC." };

    public static void Check(CommandResult result, Option<string> option)
    {
        if (result.GetValue(option) is { } text && !TryRead(text, out _))
            result.AddError($"{option.Name}: a time such as 2026-11-22T13:00 is expected");
    }

    /// <summary>Null where none is given.</summary>
    public static Timestamp? Read(string? text) => text is not null && TryRead(text, out var time) ? Timestamp.FromDateTimeOffset(time) : null;

    private static bool TryRead(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fff"], CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal, out time);
}
