using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Hosting;

/// <summary>What is wrong with the settings of the vault: one vault, completely named.</summary>
internal static class VaultOptionsCheck
{
    public static IEnumerable<SettingProblem> Problems(VaultOptions vault, bool isProduction)
    {
        if (vault.LeaseSeconds is < 1 or > 900) yield return new("Vault:LeaseSeconds", "is not 1 to 900");
        foreach (var problem in vault.Address.Length > 0 ? KeyVault(vault, isProduction) : KeyFile(vault, isProduction)) yield return problem;
    }

    private static IEnumerable<SettingProblem> KeyFile(VaultOptions vault, bool isProduction)
    {
        if (isProduction && vault.KeyFile.Length == 0) yield return new("Vault", "names neither the `Address` of a Key Vault nor a `KeyFile`");
        else if (isProduction && VaultKeyFiles.All(vault.KeyFile).Count == 0)
            yield return new("Vault:KeyFile", $"names a file that is not there: {vault.KeyFile}");
        if (vault.SigningKeyFile.Length > 0 && !File.Exists(vault.SigningKeyFile))
            yield return new("Vault:SigningKeyFile", $"names a file that is not there: {vault.SigningKeyFile}");
        const string withoutAddress = "counts for nothing without `Vault:Address`";
        if (vault.KeyName.Length > 0) yield return new("Vault:KeyName", withoutAddress);
        if (vault.KeyVersion.Length > 0) yield return new("Vault:KeyVersion", withoutAddress);
        if (vault.SigningKeyName.Length > 0) yield return new("Vault:SigningKeyName", withoutAddress);
        if (vault.Credential != VaultCredential.None) yield return new("Vault:Credential", withoutAddress);
        if (vault.ClientId.Length > 0) yield return new("Vault:ClientId", withoutAddress);
    }

    private static IEnumerable<SettingProblem> KeyVault(VaultOptions vault, bool isProduction)
    {
        if (vault.KeyFile.Length > 0) yield return new("Vault:KeyFile", "stands beside `Vault:Address`: there is one vault");
        if (!Uri.TryCreate(vault.Address, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps
            || address.PathAndQuery != "/" || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            yield return new("Vault:Address", "is not the https address of a vault, such as `https://name.vault.azure.net`");
        if (vault.KeyName.Length == 0) yield return new("Vault:KeyName", "is missing");
        else if (!KeyVaultKeyId.IsName(vault.KeyName)) yield return new("Vault:KeyName", "is not 1 to 127 of 0-9, a-z, A-Z and -");
        if (vault.KeyVersion.Length > 0 && !KeyVaultKeyId.IsVersion(vault.KeyVersion))
            yield return new("Vault:KeyVersion", "is not 1 to 64 of 0-9, a-z and A-Z");
        if (vault.SigningKeyName.Length > 0 && !KeyVaultKeyId.IsName(vault.SigningKeyName))
            yield return new("Vault:SigningKeyName", "is not 1 to 127 of 0-9, a-z, A-Z and -");
        if (vault.SigningKeyFile.Length > 0) yield return new("Vault:SigningKeyFile", "stands beside `Vault:Address`: there is one vault");
        if (vault.Credential == VaultCredential.None) yield return new("Vault:Credential", "is missing");
        if (isProduction && vault.Credential == VaultCredential.AzureCli) yield return new("Vault:Credential", "is refused in Production: AzureCli");
        if (vault.ClientId.Length > 0 && !Guid.TryParse(vault.ClientId, out _)) yield return new("Vault:ClientId", "is not a client id");
        if (vault.ClientId.Length > 0 && vault.Credential is not (VaultCredential.ManagedIdentity or VaultCredential.WorkloadIdentity))
            yield return new("Vault:ClientId", "goes with ManagedIdentity and WorkloadIdentity alone");
    }
}
