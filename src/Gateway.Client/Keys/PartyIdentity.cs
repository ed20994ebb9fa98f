using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Client;

/// <summary>
/// A party's name with its own two private keys (design §5): the one that releases are wrapped for, and the one it signs with.
/// They lie in two files of a folder and never leave the party.
/// </summary>
public sealed class PartyIdentity : IDisposable
{
    private const string RecipientFile = "recipient.pem";
    private const string SigningFile = "signing.pem";

    /// <summary>Takes over the keys: disposing this disposes them.</summary>
    public PartyIdentity(PartyId id, AgreementKey recipient, SigningKey signing) => (Id, Recipient, Signing) = (id, recipient, signing);

    /// <summary>Which party.</summary>
    public PartyId Id { get; }

    /// <summary>What releases are wrapped for; its public half's JWK is registered as <c>recipient_key</c>.</summary>
    public AgreementKey Recipient { get; }

    /// <summary>What sections are signed with; its public half's JWK is registered as <c>signing_key</c>.</summary>
    public SigningKey Signing { get; }

    /// <summary>Makes new keys and their files of mode 0600.</summary>
    /// <exception cref="IOException">The folder holds a key already: a key is never overwritten.</exception>
    public static PartyIdentity Create(PartyId id, string folder)
    {
        Directory.CreateDirectory(folder);
        var identity = new PartyIdentity(id, AgreementKey.Generate(), SigningKey.Generate());
        KeyFile.Write(Path.Combine(folder, RecipientFile), identity.Recipient.ExportPkcs8());
        KeyFile.Write(Path.Combine(folder, SigningFile), identity.Signing.ExportPkcs8());
        return identity;
    }

    /// <summary>Reads the keys that <see cref="Create"/> made.</summary>
    /// <exception cref="KeysUnavailableException">A file is missing, open to others than its owner, or not such a key.</exception>
    public static PartyIdentity Load(PartyId id, string folder)
    {
        var recipient = KeyFile.Read(Path.Combine(folder, RecipientFile), bytes => AgreementKey.FromPkcs8(bytes));
        return new PartyIdentity(id, recipient, KeyFile.Read(Path.Combine(folder, SigningFile), bytes => SigningKey.FromPkcs8(bytes)));
    }

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        Recipient.Dispose();
        Signing.Dispose();
    }
}
