using System.CommandLine;

namespace Gateway.Cli.Law;

/// <summary><c>gateway law import</c>: takes the official wording into a folder, all of a file or nothing.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "JSON lines, one wording of one section each." }.AcceptExistingOnly();
        var to = new Option<DirectoryInfo>("--to") { Description = "Folder of imported statutes; made where missing.", Required = true };
        var source = new Option<string?>("--source") { Description = "Where the wording was taken from; the file's name otherwise." };
        var command = new Command("import", "Take the official wording of statutes into a folder.") { file, to, source };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var (statutes, problems) = StatuteReader.Read(path.FullName, parsed.GetValue(source) ?? path.Name, LawCommand.Today());
            foreach (var problem in problems) parsed.InvocationConfiguration.Error.WriteLine(problem);
            foreach (var statute in statutes)
            {
                StatuteFolder.Save(statute, parsed.GetRequiredValue(to).FullName);
                parsed.InvocationConfiguration.Output.WriteLine($"{statute.Law} ({statute.Sfs}): {statute.Sections.Count} wordings");
            }
            return problems.Count == 0 ? ExitCodes.Fine : ExitCodes.FoundWanting;
        });
        return command;
    }
}
