namespace Gateway.Server.Keys;

/// <summary>
/// The vault that wraps every other key: a key file, or a key in a Key Vault. Settings <c>Gateway:Vault</c>. Holds names and paths alone.
/// </summary>
public sealed class VaultOptions
{
    /// <summary>
    /// Key file of the embedded vault: 32 bytes, mode 0600. Outside Production <c>vault.key</c> in the data folder where nothing is named.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Address of the Key Vault, such as <c>https://NAME.vault.azure.net</c>; instead of a key file.</summary>
    public string Address { get; set; } = "";

    /// <summary>Name of the RSA key there. Required with the address.</summary>
    public string KeyName { get; set; } = "";

    /// <summary>Version that wraps. Empty, the default: the newest. What an earlier one wrapped opens all the same.</summary>
    public string KeyVersion { get; set; } = "";

    /// <summary>As whom the Key Vault is asked. Required with the address.</summary>
    public VaultCredential Credential { get; set; }

    /// <summary>Client id of a user-assigned or workload identity; empty for the only one there is.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>
    /// Name of an elliptic key on P-256 in the Key Vault that signs checkpoints too, on the witnesses' timer. Empty, the default: none
    /// does.
    /// </summary>
    public string SigningKeyName { get; set; } = "";

    /// <summary>The same where the vault is a key file: PKCS#8 in DER, mode 0600.</summary>
    public string SigningKeyFile { get; set; } = "";

    /// <summary>
    /// Seconds that a party's keys stay unwrapped, 1 to 900. Within as many a revoked vault key is felt. Default: 300.
    /// </summary>
    public int LeaseSeconds { get; set; } = 300;
}
