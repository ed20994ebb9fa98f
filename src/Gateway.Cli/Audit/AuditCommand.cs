using System.CommandLine;

namespace Gateway.Cli.Audit;

/// <summary>
/// <c>gateway audit</c>: the log of a running gateway for legal staff. A thin client: who may see what, the server decides and logs.
/// </summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit",
        "Search and tell what the log of a running gateway holds of your party, review it, and report what went wrong.")
    {
        SearchCommand.Create(), ExtractCommands.CreateExtract(), ExtractCommands.CreateEndSecrecy(), StatementCommand.Create(),
        StatisticsCommand.Create(), ReviewCommand.Create(), IncidentCommands.CreateReport(), IncidentCommands.CreateRead(),
    };
}
