using System.CommandLine;

namespace Gateway.Cli.Log;

/// <summary><c>gateway log</c>: what anybody may do with a log or its copy.</summary>
internal static class LogCommand
{
    public static Command Create() => new("log", "Checks, compares, shows or exports the audit log.")
    {
        VerifyCommand.Create(), CompareCommand.Create(), ProveCommand.Create(), TailCommand.Create(), ExportCommand.Create(),
    };
}
