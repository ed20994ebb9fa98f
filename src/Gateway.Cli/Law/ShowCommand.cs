using System.CommandLine;
using Gateway.Cli.Policy;
using Gateway.Policy;
using Spectre.Console;

namespace Gateway.Cli.Law;

/// <summary><c>gateway law show</c>: a provision as we summarise it and as it is written, side by side.</summary>
internal static class ShowCommand
{
    private const int Width = 160;

    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "A provision's id, such as osl-10-18a." };
        var (law, day) = (LawCommand.LawOption(), LawCommand.DayOption());
        var command = new Command("show", "Show our summary and the official wording of a provision side by side.") { id, law, day };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var catalogue = ActiveCatalogue.Embedded.Catalogue;
            if (catalogue.Find(parsed.GetRequiredValue(id)) is not { } provision)
            {
                stderr.WriteLine($"`{parsed.GetRequiredValue(id)}` is not in catalogue {catalogue.Version}");
                return ExitCodes.FoundWanting;
            }
            if (LawCommand.Load(parsed.GetRequiredValue(law), stderr) is not { } statutes) return ExitCodes.FoundWanting;
            var (wording, isFound) = Wording(provision, statutes, parsed.GetValue(day));
            Write(stdout, string.Join('\n', ProvisionText.Lines(provision, catalogue)), wording);
            return isFound ? ExitCodes.Fine : ExitCodes.FoundWanting;
        });
        return command;
    }

    private static (string Text, bool IsFound) Wording(Provision provision, IReadOnlyDictionary<string, Statute> statutes, DateOnly day)
    {
        if (Citation.Parse(provision.Citation) is not { } citation) return ("inte i SFS / not in SFS", false);
        if (!statutes.TryGetValue(citation.Sfs, out var statute)) return ($"{citation.Sfs}: inte importerad / not imported", false);
        var sections = statute.Find(citation, day);
        if (sections.Count == 0) return ($"{citation}: ingen lydelse i kraft / no wording in force {day:yyyy-MM-dd}", false);
        var texts = sections.Select(s => $"{s.Section} §{(s.LastAmendedBy is { } by ? $" (SFS {by})" : "")}\n{s.Text}");
        return ($"{statute.Law} ({statute.Sfs}), {day:yyyy-MM-dd}\nkälla / source: {statute.Source}, importerad / imported {statute.Imported:yyyy-MM-dd}\n\n"
            + string.Join("\n\n", texts), true);
    }

    private static void Write(TextWriter stdout, string summary, string wording)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(stdout),
        });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.Ascii };
        table.AddColumn(new TableColumn("vår sammanfattning / our summary").Width(Width / 2));
        table.AddColumn("officiell lydelse / official wording");
        table.AddRow(new Text(summary), new Text(wording));
        console.Write(table);
    }
}
