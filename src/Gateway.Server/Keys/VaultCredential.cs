namespace Gateway.Server.Keys;

/// <summary>As whom the server asks a Key Vault. One is named, none is guessed: a chain that tries all would take what it finds.</summary>
public enum VaultCredential
{
    /// <summary>Nobody: a Key Vault needs one of the others.</summary>
    None,

    /// <summary>The managed identity of the machine, in Azure or through Azure Arc.</summary>
    ManagedIdentity,

    /// <summary>The workload identity of a Kubernetes pod.</summary>
    WorkloadIdentity,

    /// <summary>The application that <c>AZURE_TENANT_ID</c>, <c>AZURE_CLIENT_ID</c> and <c>AZURE_CLIENT_CERTIFICATE_PATH</c> name.</summary>
    Environment,

    /// <summary>Whoever is signed in to the Azure command line; refused in Production.</summary>
    AzureCli,
}
