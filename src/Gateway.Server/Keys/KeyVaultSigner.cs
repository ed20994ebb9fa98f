using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Gateway.Server.Keys;

/// <summary>A signing key on P-256 in an Azure Key Vault or Managed HSM: ES256 by the newest version (RFC 7518 §3.4).</summary>
internal sealed class KeyVaultSigner : IVaultSigner
{
    private const string Algorithm = "ES256";
    private const int Half = 32;

    private readonly KeyVaultClient _client;
    private readonly string _host;
    private readonly string _name;

    public KeyVaultSigner(VaultOptions options, KeyVaultAccess access)
    {
        (_host, _name) = (new Uri(options.Address).Authority, options.SigningKeyName);
        _client = new KeyVaultClient(_host, access);
    }

    public async Task<VaultSignature> SignAsync(ReadOnlyMemory<byte> text, CancellationToken ct)
    {
        var (id, publicKey) = await _client.AskAsync($"keys/{_name}", body: null, KeyVaultBody.ReadSigningKey, ct);
        if (!id.IsOf(_host, _name)) throw new KeyVaultException(VaultFault.OtherKey);
        var body = KeyVaultBody.Operation(Algorithm, SHA256.HashData(text.Span));
        var (by, signature) = await _client.AskAsync($"keys/{id.Name}/{id.Version}/sign", body, KeyVaultBody.ReadOperation, ct);
        if (!by.IsSame(id)) throw new KeyVaultException(VaultFault.OtherKey);
        return signature.Length == 2 * Half ? new VaultSignature(publicKey, Der(signature)) : throw new KeyVaultException(VaultFault.Malformed);
    }

    /// <summary>The vault gives r ‖ s; a note has them as a sequence of two integers.</summary>
    private static byte[] Der(ReadOnlySpan<byte> signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trimmed(signature[..Half]));
            writer.WriteIntegerUnsigned(Trimmed(signature[Half..]));
        }
        return writer.Encode();
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> number)
    {
        var trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? number[^1..] : trimmed;
    }
}
