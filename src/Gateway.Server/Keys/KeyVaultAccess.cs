using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Gateway.Server.Keys;

/// <summary>By whom, over what and with how much patience a Key Vault is asked.</summary>
internal sealed record KeyVaultAccess(TokenCredential Credential, HttpPipelineTransport Transport)
{
    /// <summary>What one try may take.</summary>
    public TimeSpan TryTime { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>What a question may take with all its tries and waits, so that a vault that says to wait for an hour is not waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait before the second try; doubled before each that follows, and longer where the vault says so.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The credential that the settings name; no other is tried.</summary>
    public static KeyVaultAccess Of(VaultOptions options) => new(CredentialOf(options), new HttpClientTransport());

    private static TokenCredential CredentialOf(VaultOptions options) => options.Credential switch
    {
        VaultCredential.ManagedIdentity => new ManagedIdentityCredential(
            options.ClientId.Length == 0 ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(options.ClientId)),
        VaultCredential.WorkloadIdentity => options.ClientId.Length == 0
            ? new WorkloadIdentityCredential()
            : new WorkloadIdentityCredential(new WorkloadIdentityCredentialOptions { ClientId = options.ClientId }),
        VaultCredential.Environment => new EnvironmentCredential(),
        VaultCredential.AzureCli => new AzureCliCredential(),
        _ => throw new ArgumentException("the settings name no credential", nameof(options)),
    };
}
