using System.CommandLine;
using Gateway.Cli.Policy.Smt;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary><c>gateway policy export --smt</c>: catalogues as SMT-LIB, so that any solver can be asked what they permit.</summary>
internal static class ExportCommand
{
    /// <summary>The name of the file that declares what all catalogues speak of.</summary>
    public const string Cases = "cases.smt2";

    public static Command Create(Func<FileInfo?, TextWriter, Catalogue?> load)
    {
        var files = new Argument<FileInfo[]>("CATALOGUE")
            { Description = "Compiled catalogues.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var smt = new Option<bool>("--smt") { Description = "As SMT-LIB 2.6, the one format there is." };
        var day = new Option<string?>("--day") { Description = "The day whose law decides, such as 2026-11-22; today otherwise." };
        var output = new Option<DirectoryInfo?>("--out")
            { Description = $"Folder for {Cases} and a file per catalogue; all to standard output otherwise." };
        var command = new Command("export", "Write catalogues for a solver: the variables of a case, and per catalogue when it is permitted or waits.")
        {
            files, smt, day, output,
        };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (!parsed.GetValue(smt))
            {
                stderr.WriteLine("the format is missing: `--smt`");
                return ExitCodes.WrongUsage;
            }
            List<Catalogue> catalogues = [];
            foreach (var file in parsed.GetRequiredValue(files))
            {
                if (load(file, stderr) is not { } law) return ExitCodes.FoundWanting;
                catalogues.Add(law);
            }
            var on = SwedishTime.DayOf(TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(day) is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out on))
            {
                stderr.WriteLine($"`{text}` is no day; such as 2026-11-22");
                return ExitCodes.WrongUsage;
            }
            var declarable = SmtCase.Declarable(catalogues);
            Write(Cases, SmtCase.Declare(catalogues));
            for (var i = 0; i < catalogues.Count; i++) Write($"{i + 1}.smt2", new SmtCatalogue($"{i + 1}", catalogues[i], declarable, on).Define());
            return ExitCodes.Fine;

            void Write(string name, IEnumerable<string> lines)
            {
                if (parsed.GetValue(output) is { } folder) File.WriteAllLines(Path.Combine(folder.FullName, name), lines);
                else foreach (var line in lines) stdout.WriteLine(line);
            }
        });
        return command;
    }
}
