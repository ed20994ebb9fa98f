using System.CommandLine;
using System.Globalization;
using Gateway.Parties;

namespace Gateway.Cli.Law;

/// <summary>
/// <c>gateway law</c>: the official wording beside our summaries (<c>design.md</c> §1.2). The operator imports it; it is not
/// part of the catalogue and nothing is decided by it.
/// </summary>
internal static class LawCommand
{
    public static Command Create() => new("law", "Import the official wording of statutes and hold the catalogue beside it.")
    {
        ImportCommand.Create(), ShowCommand.Create(), CheckCommand.Create(),
    };

    /// <summary>The folder of imported statutes.</summary>
    internal static Option<DirectoryInfo> LawOption() => new Option<DirectoryInfo>("--law")
    {
        Description = "Folder of imported statutes; `law` in the working folder otherwise.",
        DefaultValueFactory = _ => new DirectoryInfo("law"),
    }.AcceptExistingOnly();

    /// <summary>The day whose law is meant; today in Stockholm where none is given.</summary>
    internal static Option<DateOnly> DayOption() => new("--on")
    {
        Description = "The day whose law is meant, YYYY-MM-DD; today in Stockholm otherwise.",
        DefaultValueFactory = _ => Today(),
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError("--on is a day as YYYY-MM-DD");
            return default;
        },
    };

    internal static DateOnly Today() => SwedishTime.DayOf(TimeProvider.System.GetUtcNow());

    /// <summary>The folder's statutes; null after telling why they cannot be read.</summary>
    internal static IReadOnlyDictionary<string, Statute>? Load(DirectoryInfo folder, TextWriter stderr)
    {
        try
        {
            return StatuteFolder.Load(folder.FullName);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            stderr.WriteLine(e.Message);
            return null;
        }
    }
}
