using System.CommandLine;

namespace Gateway.Cli.Witnesses;

/// <summary><c>gateway witness</c>: what police and municipality each run for themselves, so that no log can show them two histories.</summary>
internal static class WitnessCommand
{
    public static Command Create() =>
        new("witness", "Runs a witness of transparency logs (C2SP tlog-witness).") { KeygenCommand.Create(), ServeCommand.Create() };
}
