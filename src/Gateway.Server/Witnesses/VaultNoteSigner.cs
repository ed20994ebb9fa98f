using System.Security.Cryptography;
using System.Text;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Server.Keys;

namespace Gateway.Server.Witnesses;

/// <summary>
/// Signs the log's checkpoints by a key of the vault, beside the log's own (C2SP signed-note, type 2): whoever has stolen the log's key still lacks
/// this one. Its verifier key lies as <c>vault.vkey</c> in the data folder.
/// </summary>
internal sealed class VaultNoteSigner(IVaultSigner signer, string dataFolder)
{
    /// <summary>Name of the file with the verifier key of the version that signed last.</summary>
    public const string KeyFile = "vault.vkey";

    private string _written = "";

    /// <exception cref="KeysUnavailableException">The vault did not sign, or not this.</exception>
    public async Task<NoteSignature> SignAsync(Checkpoint checkpoint, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetBytes(checkpoint.Text);
        try
        {
            var signed = await signer.SignAsync(text, ct);
            var verifier = NoteVerifier.OfVault(checkpoint.Origin, signed.PublicKey);
            var signature = new NoteSignature(verifier.Name, verifier.KeyId, signed.Der);
            if (!verifier.Verify(text, signature)) throw new KeysUnavailableException("the vault signed something else");
            if (_written != verifier.ToString())
                await File.WriteAllTextAsync(Path.Combine(dataFolder, KeyFile), $"{_written = verifier.ToString()}\n", ct);
            return signature;
        }
        catch (Exception e) when (e is KeyVaultException or FormatException or CryptographicException or IOException)
        {
            throw new KeysUnavailableException(e.Message, e);
        }
    }
}
