using System.CommandLine;
using System.Text.Json;
using Gateway.Enforcement;
using Gateway.Policy;

namespace Gateway.Cli.Policy;

/// <summary>
/// <c>gateway policy</c>: compile a catalogue, test it against scenarios, decide a case, replay a logged decision, explain a provision, write
/// the schema of scenarios, compare two catalogues, check one, export some for a solver, approve one.
/// </summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Compile, test and explain the catalogue of provisions.")
    {
        Compile(), Test(), Decide(), Replay(), Explain(), Schema(), DiffCommand.Create(Load), CheckCommand.Create(Load), ExportCommand.Create(Load),
        ApproveCommand.Create(), ApproveCommand.CreateSigner(),
    };

    private static Command Schema()
    {
        var catalogue = CatalogueOption();
        var output = new Option<FileInfo?>("--out") { Description = "Where the schema goes; standard output otherwise." };
        var command = new Command("schema", "Write the JSON Schema of scenario files, from the catalogue's words.") { catalogue, output };
        command.SetAction(parsed =>
        {
            if (Load(parsed.GetValue(catalogue), parsed.InvocationConfiguration.Error) is not { } law) return ExitCodes.FoundWanting;
            var text = ScenarioSchema.Write(law);
            if (parsed.GetValue(output) is { } file) File.WriteAllText(file.FullName, text);
            else parsed.InvocationConfiguration.Output.Write(text);
            return ExitCodes.Fine;
        });
        return command;
    }


    private static Command Compile()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder of YAML files." }.AcceptExistingOnly();
        var output = new Option<FileInfo?>("--out") { Description = "Where the canonical JSON goes; standard output otherwise." };
        var command = new Command("compile", "Check YAML and emit the catalogue's canonical JSON (RFC 8785).") { folder, output };
        command.SetAction(parsed =>
        {
            var (json, problems) = CatalogueCompiler.Compile(parsed.GetRequiredValue(folder).FullName);
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            foreach (var problem in problems) stderr.WriteLine(problem);
            if (json is null) return ExitCodes.FoundWanting;
            if (parsed.GetValue(output) is { } file) File.WriteAllBytes(file.FullName, json);
            else stdout.Write(System.Text.Encoding.UTF8.GetString(json));
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Command Test()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder of scenario files (*.json)." }.AcceptExistingOnly();
        var catalogue = CatalogueOption();
        var command = new Command("test", "Run every scenario of a folder; ends with `N passed, N failed`.") { folder, catalogue };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Load(parsed.GetValue(catalogue), stderr) is not { } law) return ExitCodes.FoundWanting;
            var (passed, failed) = ScenarioRun.Over(parsed.GetRequiredValue(folder).FullName, law, stdout);
            stdout.WriteLine($"{passed} passed, {failed} failed");
            return failed == 0 && passed > 0 ? ExitCodes.Fine : ExitCodes.FoundWanting;
        });
        return command;
    }

    private static Command Decide()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A scenario file, or a bare context." }.AcceptExistingOnly();
        var catalogue = CatalogueOption();
        var command = new Command("decide", "Decide one file and explain the decision in Swedish and English.") { file, catalogue };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Load(parsed.GetValue(catalogue), stderr) is not { } law) return ExitCodes.FoundWanting;
            if (ReadContext(parsed.GetRequiredValue(file).FullName, stderr) is not { } context) return ExitCodes.FoundWanting;
            foreach (var section in PolicyDecisionPoint.Decide(context, law).Sections)
                foreach (var line in DecisionText.Lines(section, law)) stdout.WriteLine(line);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static Command Replay()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The holder's view of an entry: the detail of an access, or of a receipt, as JSON.",
        }.AcceptExistingOnly();
        var catalogue = CatalogueOption();
        var command = new Command("replay", "Make a logged decision again from its logged facts, and compare it byte for byte.") { file, catalogue };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Load(parsed.GetValue(catalogue), stderr) is not { } law) return ExitCodes.FoundWanting;
            try
            {
                var differences = DecisionReplay.Differences(File.ReadAllBytes(parsed.GetRequiredValue(file).FullName), law);
                foreach (var difference in differences) stdout.WriteLine(difference);
                stdout.WriteLine(differences.Count == 0 ? $"the same under catalogue {law.Version}, to the byte" : "NOT the same decision");
                return differences.Count == 0 ? ExitCodes.Fine : ExitCodes.FoundWanting;
            }
            catch (FormatException e)
            {
                stderr.WriteLine(e.Message);
                return ExitCodes.FoundWanting;
            }
        });
        return command;
    }

    private static Command Explain()
    {
        var id = new Argument<string>("ID") { Description = "A provision's id, such as osl-10-18a." };
        var catalogue = CatalogueOption();
        var command = new Command("explain", "Tell what a provision asks for.") { id, catalogue };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Load(parsed.GetValue(catalogue), stderr) is not { } law) return ExitCodes.FoundWanting;
            if (law.Find(parsed.GetRequiredValue(id)) is { } provision)
            {
                foreach (var line in ProvisionText.Lines(provision, law)) stdout.WriteLine(line);
                return ExitCodes.Fine;
            }
            stderr.WriteLine($"`{parsed.GetRequiredValue(id)}` is not in catalogue {law.Version}; it has:");
            foreach (var known in law.Provisions) stderr.WriteLine($"  {known.Id}");
            return ExitCodes.FoundWanting;
        });
        return command;
    }

    private static Option<FileInfo?> CatalogueOption() =>
        new("--catalogue") { Description = "A compiled catalogue; the one that comes with the program otherwise." };

    private static Catalogue? Load(FileInfo? file, TextWriter stderr)
    {
        try
        {
            return (file is null ? ActiveCatalogue.Embedded : ActiveCatalogue.Read(File.ReadAllBytes(file.FullName))).Catalogue;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            stderr.WriteLine(e.Message);
            return null;
        }
    }

    private static DisclosureContext? ReadContext(string path, TextWriter stderr)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var root = document.RootElement;
            var isScenario = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("context", out _);
            var (context, issues) = ContextReader.Read(isScenario ? root.GetProperty("context") : root);
            foreach (var issue in issues) stderr.WriteLine($"{Path.GetFileName(path)}: {issue}");
            return context;
        }
        catch (JsonException e)
        {
            stderr.WriteLine($"{Path.GetFileName(path)}: not JSON at line {e.LineNumber + 1}");
            return null;
        }
    }
}
