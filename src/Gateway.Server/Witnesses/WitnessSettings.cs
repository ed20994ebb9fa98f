using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Audit.Witnesses;
using Gateway.Server.Hosting;

namespace Gateway.Server.Witnesses;

/// <summary>The settings of witnesses, as far as they are more than text.</summary>
internal static class WitnessSettings
{
    /// <summary>The policy; null where the server has no witnesses.</summary>
    /// <exception cref="FormatException">The file holds none.</exception>
    public static WitnessPolicy? ReadPolicy(GatewayServerOptions options) =>
        options.Witnesses.Length == 0 ? null : WitnessPolicy.Parse(File.ReadAllText(options.Witnesses));

    /// <summary>The authorities of witnesses' certificates; empty takes the machine's.</summary>
    public static X509Certificate2Collection ReadAuthorities(GatewayServerOptions options)
    {
        var authorities = new X509Certificate2Collection();
        if (options.WitnessAuthorityFile.Length > 0) authorities.ImportFromPemFile(options.WitnessAuthorityFile);
        return authorities;
    }

    /// <summary>What is wrong with them.</summary>
    public static IEnumerable<SettingProblem> Problems(GatewayServerOptions options)
    {
        if (options.WitnessRoundSeconds is < 1 or > 3600) yield return new("WitnessRoundSeconds", "is not 1 to 3600");
        if (options.Witnesses.Length == 0)
        {
            if (options.WitnessAuthorityFile.Length > 0) yield return new("WitnessAuthorityFile", "counts for nothing without `Witnesses`");
            yield break;
        }
        if (WrongWith(() => ReadPolicy(options), out var policy) is { } why) yield return new("Witnesses", $"names no policy: {why}");
        if (WrongWith(() => ReadAuthorities(options), out var authorities) is { } unread) yield return new("WitnessAuthorityFile", $"names no certificates: {unread}");
        else if (options.WitnessAuthorityFile.Length > 0 && authorities is not { Count: > 0 }) yield return new("WitnessAuthorityFile", "names a file without certificates");
        if (policy is null) yield break;
        foreach (var witness in policy.Witnesses.Where(w => w.Address is null))
            yield return new("Witnesses", $"names no address of the witness `{witness.Name}`");
        // A log's key may change, its origin does not.
        if (policy.Logs.Count > 0 && policy.Logs.All(l => l.Name != options.LogOrigin))
            yield return new("Witnesses", $"names other logs than `{options.LogOrigin}`");
    }

    private static string? WrongWith<T>(Func<T> read, out T? found)
    {
        found = default;
        try
        {
            found = read();
            return null;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            return e.Message;
        }
    }
}
