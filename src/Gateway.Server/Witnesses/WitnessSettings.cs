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
        options.WitnessPolicyFile.Length == 0 ? null : WitnessPolicy.Parse(File.ReadAllText(options.WitnessPolicyFile));

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
        if (options.WitnessPolicyFile.Length == 0)
        {
            const string withoutWitnesses = "counts for nothing without `WitnessPolicyFile`";
            if (options.WitnessAuthorityFile.Length > 0) yield return new("WitnessAuthorityFile", withoutWitnesses);
            if (options.Vault.SigningKeyFile.Length > 0) yield return new("Vault:SigningKeyFile", withoutWitnesses);
            if (options.Vault.SigningKeyName.Length > 0) yield return new("Vault:SigningKeyName", withoutWitnesses);
            yield break;
        }
        if (WrongWith(() => ReadPolicy(options), out var policy) is { } why) yield return new("WitnessPolicyFile", $"names no policy: {why}");
        if (WrongWith(() => ReadAuthorities(options), out var authorities) is { } unread)
            yield return new("WitnessAuthorityFile", $"names no certificates: {unread}");
        else if (options.WitnessAuthorityFile.Length > 0 && authorities is not { Count: > 0 })
            yield return new("WitnessAuthorityFile", "names a file without certificates");
        if (policy is null) yield break;
        foreach (var witness in policy.Witnesses.Where(w => w.Address is null))
            yield return new("WitnessPolicyFile", $"names no address of the witness `{witness.Name}`");
        // A log's key may change, its origin does not.
        if (policy.Logs.Count > 0 && policy.Logs.All(l => l.Name != options.LogOrigin))
            yield return new("WitnessPolicyFile", $"names other logs than `{options.LogOrigin}`");
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
