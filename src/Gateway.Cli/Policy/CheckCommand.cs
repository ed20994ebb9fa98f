using System.CommandLine;
using System.Text.Json;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Policy.Analysis;

namespace Gateway.Cli.Policy;

/// <summary><c>gateway policy check</c>: what can be said of a catalogue for certain.</summary>
internal static class CheckCommand
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public static Command Create(Func<FileInfo?, TextWriter, Catalogue?> load)
    {
        var file = new Argument<FileInfo>("CATALOGUE") { Description = "A compiled catalogue." }.AcceptExistingOnly();
        var rules = new Option<FileInfo?>("--rules") { Description = "House rules as JSON, each proved or refuted." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder for the case that refutes a rule, ready for `policy decide`." };
        var command = new Command("check", "Find unreachable provisions and overlaps, and prove house rules; 1 where a rule is refuted.")
            { file, rules, output };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (load(parsed.GetValue(file), stderr) is not { } law) return ExitCodes.WrongUsage;
            if (Read(parsed.GetValue(rules), law, stderr) is not { } read) return ExitCodes.WrongUsage;
            var day = SwedishTime.DayOf(TimeProvider.System.GetUtcNow());
            var check = CatalogueCheck.Of(law, day, read, (done, all) => stderr.Write($"\r{done} of {all} slices"));
            stderr.WriteLine();
            foreach (var id in check.Unreachable) stdout.WriteLine($"nås aldrig / unreachable: {id}");
            foreach (var (first, second, at) in check.Overlaps)
                stdout.WriteLine($"samma fall, olika villkor / same case, different obligations: {first}, {second} "
                    + $"({at.Holder.Word()}, {at.Receiver.Word()}, {at.Category}, {at.Purpose})");
            foreach (var rule in read)
            {
                var isRefuted = check.Refuted.TryGetValue(rule.Id, out var witness);
                stdout.WriteLine($"{(isRefuted ? "motbevisad / refuted" : "bevisad / proved")}: {rule.Id}: {rule.Text.Sv} / {rule.Text.En}");
                if (isRefuted && parsed.GetValue(output) is { } folder)
                    File.WriteAllText(Path.Combine(folder.FullName, $"{rule.Id}.json"), ContextWriter.Write(witness!).ToJsonString(Layout));
            }
            return check.Refuted.Count == 0 ? ExitCodes.Fine : ExitCodes.FoundWanting;
        });
        return command;
    }

    private static IReadOnlyList<HouseRule>? Read(FileInfo? file, Catalogue law, TextWriter stderr)
    {
        if (file is null) return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file.FullName));
            var (rules, issues) = HouseRule.Read(document.RootElement, law);
            foreach (var issue in issues) stderr.WriteLine($"{file.Name}: {issue}");
            return issues.Count == 0 ? rules : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            stderr.WriteLine($"{file.Name}: {e.Message}");
            return null;
        }
    }
}
