namespace Gateway.Cli;

/// <summary>What the command's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and nothing was found wanting.</summary>
    public const int Fine = 0;

    /// <summary>What was checked does not hold.</summary>
    public const int FoundWanting = 1;

    /// <summary>The command was called wrongly.</summary>
    public const int WrongUsage = 2;
}
