using System.CommandLine;
using Gateway.Cli.Audit;
using Gateway.Cli.Erasure;
using Gateway.Cli.Keys;
using Gateway.Cli.Law;
using Gateway.Cli.Log;
using Gateway.Cli.Policy;
using Gateway.Cli.Witnesses;

namespace Gateway.Cli;

/// <summary>The <c>gateway</c> command. Exit codes: 0 as wished, 1 found wanting, 2 wrong usage.</summary>
public static class GatewayCommand
{
    /// <summary>Runs a command line; answers go to <paramref name="stdout"/>, progress and complaints to <paramref name="stderr"/>.</summary>
    public static async Task<int> InvokeAsync(string[] args, TextWriter stdout, TextWriter stderr)
    {
        var root = new RootCommand("Gateway: lawful sharing of information, decided, sealed and logged.")
        {
            LogCommand.Create(), PolicyCommand.Create(), LawCommand.Create(), KeysCommand.Create(), WitnessCommand.Create(), AuditCommand.Create(),
            ProposalsCommand.Create(), ErasureCommand.Create(), RetentionCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = stdout, Error = stderr });
        foreach (var error in parsed.Errors) await stderr.WriteLineAsync(error.Message);
        await stderr.WriteLineAsync("see --help");
        return ExitCodes.WrongUsage;
    }
}
