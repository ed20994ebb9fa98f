namespace Gateway.Server.Hosting;

/// <summary>Why a setting keeps the server from starting.</summary>
/// <param name="Setting">Its name within the section.</param>
/// <param name="Reason">Goes on where the name ends.</param>
internal sealed record SettingProblem(string Setting, string Reason)
{
    public override string ToString() => $"`{ServerConfiguration.Section}:{Setting}` {Reason}";
}
