using System.CommandLine;
using Gateway.Cli.Log;
using Gateway.Cli.Policy;

namespace Gateway.Cli;

/// <summary>The <c>gateway</c> command, callable from its own process and from another.</summary>
public static class GatewayCommand
{
    /// <summary>Runs one command line and answers its exit code: 0 fine, 1 found wanting, 2 wrong usage.</summary>
    public static async Task<int> InvokeAsync(string[] args, TextWriter stdout, TextWriter stderr)
    {
        var root = new RootCommand("Gateway: lawful sharing of information, decided, sealed and logged.") { PolicyCommand.Create(), LogCommand.Create() };
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = stdout, Error = stderr });
        return parsed.Errors.Count > 0 ? ExitCodes.WrongUsage : code;
    }
}
