using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Policy.Analysis;

namespace Gateway.Cli.Policy;

/// <summary><c>gateway policy diff</c>: exactly which disclosures a new catalogue decides differently.</summary>
internal static class DiffCommand
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public static Command Create(Func<FileInfo?, TextWriter, Catalogue?> load)
    {
        var older = new Argument<FileInfo>("OLD") { Description = "A compiled catalogue." }.AcceptExistingOnly();
        var newer = new Argument<FileInfo>("NEW") { Description = "Another one." }.AcceptExistingOnly();
        var day = new Option<string?>("--day") { Description = "The day whose law decides, such as 2026-11-22; today otherwise." };
        var language = new Option<string>("--lang") { Description = "sv or en.", DefaultValueFactory = _ => "sv" };
        var asJson = new Option<bool>("--json") { Description = "One JSON object per line, without words." };
        var limit = new Option<int>("--limit") { Description = "Boxes shown of each change; all are counted.", DefaultValueFactory = _ => 3 };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Folder for a case of each box shown, ready for `policy decide`." };
        language.AcceptOnlyFromAmong("sv", "en");
        var command = new Command("diff", "Tell exactly which disclosures become permitted, refused or wait; 0 same, 1 different or not finished.")
        {
            older, newer, day, language, asJson, limit, output,
        };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (load(parsed.GetValue(older), stderr) is not { } earlier || load(parsed.GetValue(newer), stderr) is not { } later)
                return ExitCodes.WrongUsage;
            var on = SwedishTime.DayOf(TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(day) is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out on))
            {
                stderr.WriteLine($"`{text}` is no day; such as 2026-11-22");
                return ExitCodes.WrongUsage;
            }
            var difference = CatalogueDifference.Between(earlier, later, on, (done, all) => stderr.Write($"\r{done} of {all} slices"));
            stderr.WriteLine($"\r{difference.SliceCount} slices compared");
            var told = new BoxText(later, earlier, isSwedish: parsed.GetValue(language) == "sv");
            var number = 0;
            foreach (var change in difference.Changes)
            {
                if (!parsed.GetValue(asJson)) foreach (var line in told.Slices(change.Slices)) stdout.WriteLine(line);
                foreach (var box in change.Boxes.Take(parsed.GetValue(limit)))
                {
                    var witness = difference.WitnessOf(change.Slices[0], box);
                    var file = $"case-{++number}.json";
                    if (parsed.GetValue(output) is { } folder)
                        File.WriteAllText(Path.Combine(folder.FullName, file), ContextWriter.Write(witness).ToJsonString(Layout));
                    stdout.WriteLine(parsed.GetValue(asJson) ? Json(change, box, witness).ToJsonString() : told.Line(box, file));
                }
                if (!parsed.GetValue(asJson) && change.BoxCount > parsed.GetValue(limit))
                    stdout.WriteLine(told.More(change.BoxCount - parsed.GetValue(limit)));
            }
            foreach (var purpose in difference.EmergencyPurposes)
            {
                var isNow = later.Vocabulary.Purposes.TryGetValue(purpose, out var word) && word.AllowsEmergency;
                stdout.WriteLine(parsed.GetValue(asJson) ? new JsonObject { ["emergencyPurpose"] = purpose, ["later"] = isNow }.ToJsonString()
                    : $"omedelbar fara låter ärendet vänta / immediate danger lets the case wait: {purpose}: {(isNow ? "nu / now" : "inte längre / no longer")}");
            }
            foreach (var slice in difference.Unfinished) stdout.WriteLine(told.Unfinished(slice));
            if (!parsed.GetValue(asJson)) stdout.WriteLine(told.Counts(difference));
            return difference.Changes.Count + difference.Unfinished.Count + difference.EmergencyPurposes.Count == 0 ? ExitCodes.Fine
                : ExitCodes.FoundWanting;
        });
        return command;
    }

    private static JsonObject Json(ChangedSlices change, Box box, DisclosureContext witness) => new()
    {
        ["slices"] = new JsonArray([.. change.Slices.Select(s => new JsonArray(s.Holder.Word(), s.Receiver.Word(), s.Category, s.Purpose))]),
        ["earlier"] = BoxText.Word(box.Earlier),
        ["later"] = BoxText.Word(box.Later),
        ["where"] = new JsonArray([.. box.Sides.Select(s => new JsonObject
        {
            ["variable"] = $"{s.Variable.Kind}", ["name"] = s.Variable.Name,
            ["values"] = new JsonArray([.. s.Values.Select(v => JsonValue.Create(s.Variable.Values[v]))]),
        })]),
        ["witness"] = ContextWriter.Write(witness),
    };
}
