namespace Gateway.Server.Hosting;

/// <summary>The configuration lets the server not start; every problem is named.</summary>
public sealed class InvalidConfigurationException(IReadOnlyList<string> problems)
    : Exception($"the configuration has {problems.Count} problem(s):\n- {string.Join("\n- ", problems)}")
{
    /// <summary>At least one, each a line for the operator.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
