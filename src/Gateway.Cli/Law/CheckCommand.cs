using System.CommandLine;
using Gateway.Policy;

namespace Gateway.Cli.Law;

/// <summary><c>gateway law check</c>: whether every citation of the catalogue leads to a section in force on a day.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var (law, day) = (LawCommand.LawOption(), LawCommand.DayOption());
        var command = new Command("check", "Tell which citations do not lead to a section in force on a day.") { law, day };
        command.SetAction(parsed =>
        {
            var (stdout, stderr) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (LawCommand.Load(parsed.GetRequiredValue(law), stderr) is not { } statutes) return ExitCodes.FoundWanting;
            return Check(ActiveCatalogue.Embedded.Catalogue, statutes, parsed.GetValue(day), stdout);
        });
        return command;
    }

    /// <summary>
    /// Only provisions in force on the day count. What cites a statute that was not imported is told by statute, and is found
    /// wanting as well: nobody has looked.
    /// </summary>
    private static int Check(Catalogue catalogue, IReadOnlyDictionary<string, Statute> statutes, DateOnly day, TextWriter stdout)
    {
        var cited = catalogue.InForceOn(day).Select(p => (Provision: p, Citation: Citation.Parse(p.Citation))).ToLookup(c => c.Citation is null);
        var (resolved, wanting) = (0, 0);
        var imported = cited[false].ToLookup(c => statutes.ContainsKey(c.Citation!.Sfs)); // false: the citation is there
        foreach (var (provision, citation) in imported[true])
        {
            if (statutes[citation!.Sfs].Find(citation, day).Count > 0) resolved++;
            else
            {
                wanting++;
                stdout.WriteLine($"{provision.Id}: {citation}: no section in force on {day:yyyy-MM-dd}");
            }
        }
        foreach (var act in imported[false].GroupBy(c => c.Citation!.Sfs).OrderBy(a => a.Key, StringComparer.Ordinal))
            stdout.WriteLine($"{act.Key} is not imported: {string.Join(", ", act.Select(c => c.Provision.Id))}");
        if (cited[true].Any()) stdout.WriteLine($"not in SFS: {string.Join(", ", cited[true].Select(c => c.Provision.Id))}");
        var unseen = imported[false].Count();
        stdout.WriteLine($"{resolved} resolve, {wanting} do not, {unseen} cite statutes not imported, {cited[true].Count()} not in SFS");
        return wanting == 0 && unseen == 0 ? ExitCodes.Fine : ExitCodes.FoundWanting;
    }
}
