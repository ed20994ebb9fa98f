using System.Globalization;
using Gateway.Crypto;
using Gateway.Parties;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// A party's name with its own private keys (design §5): those that releases are or were wrapped for, and the one it signs with. They lie
/// in files of a folder and never leave the party.
/// </summary>
public sealed class PartyIdentity : IDisposable
{
    private const string RecipientFile = "recipient.pem";
    private const string SigningFile = "signing.pem";
    private const string NextSigningFile = "signing-next.pem";

    /// <summary>Takes over the keys: disposing this disposes them.</summary>
    /// <param name="id">Which party.</param>
    /// <param name="recipient">The newest recipient key.</param>
    /// <param name="signing">The signing key.</param>
    /// <param name="earlier">Recipient keys that older releases are wrapped for.</param>
    public PartyIdentity(PartyId id, AgreementKey recipient, SigningKey signing, params IReadOnlyList<AgreementKey> earlier) =>
        (Id, Recipient, Signing, Earlier) = (id, recipient, signing, earlier);

    /// <summary>Which party.</summary>
    public PartyId Id { get; }

    /// <summary>What releases are wrapped for; its public half's JWK is registered as <c>recipient_key</c>.</summary>
    public AgreementKey Recipient { get; }

    /// <summary>What sections are signed with; its public half's JWK is registered as <c>signing_key</c>.</summary>
    public SigningKey Signing { get; }

    /// <summary>Recipient keys of before, which open what was released under them.</summary>
    public IReadOnlyList<AgreementKey> Earlier { get; }

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

    /// <summary>
    /// Makes a new recipient key beside those that the folder holds (<c>recipient-2.pem</c>…); the next <see cref="Load"/> has it as the
    /// newest.
    /// </summary>
    public static void AddRecipient(string folder)
    {
        using var key = AgreementKey.Generate();
        KeyFile.Write(RecipientPath(folder, RecipientNumbers(folder)[^1] + 1), key.ExportPkcs8());
    }

    /// <summary>
    /// Makes the next signing key (<c>signing-next.pem</c>) and the message that proposes it; the party signs with the other until the
    /// proposal is approved.
    /// </summary>
    /// <param name="id">Which party.</param>
    /// <param name="folder">Where its keys are. A next key that lies there is proposed again.</param>
    /// <param name="compromised">Thumbprints of its signing keys, earlier ones included, that somebody else may have.</param>
    /// <param name="registrationNumber">Of the decision behind it.</param>
    public static Wire.ProposeSigningKeyRequest ProposeSigning(PartyId id, string folder, IEnumerable<string> compromised, string registrationNumber)
    {
        var file = Path.Combine(folder, NextSigningFile);
        if (!File.Exists(file))
        {
            using var made = SigningKey.Generate();
            KeyFile.Write(file, made.ExportPkcs8());
        }
        using var next = KeyFile.Read(file, bytes => SigningKey.FromPkcs8(bytes));
        return new Wire.ProposeSigningKeyRequest
        {
            SigningKey = next.Public.ToJwk(), Proof = KeyPossession.Prove(id.ToString(), next), CompromisedKeyIds = { compromised },
            RegistrationNumber = registrationNumber,
        };
    }

    /// <summary>Puts the next signing key in the place of the other, which is destroyed; once the directory names it as the party's.</summary>
    /// <param name="folder">Where the party's keys are.</param>
    /// <param name="registered">JWK of the party's signing key as the directory has it.</param>
    /// <returns>False where the folder holds no such next key: nothing is changed.</returns>
    public static bool AdoptSigning(string folder, string registered)
    {
        var file = Path.Combine(folder, NextSigningFile);
        if (!File.Exists(file)) return false;
        using (var next = KeyFile.Read(file, bytes => SigningKey.FromPkcs8(bytes)))
            if (next.Public.KeyId != EcPublicKey.FromJwk(registered).KeyId) return false;
        File.Move(file, Path.Combine(folder, SigningFile), overwrite: true);
        return true;
    }

    /// <summary>Reads the keys that <see cref="Create"/> and <see cref="AddRecipient"/> made.</summary>
    /// <exception cref="KeysUnavailableException">A file is missing, open to others than its owner, or not such a key.</exception>
    public static PartyIdentity Load(PartyId id, string folder)
    {
        var recipients = RecipientNumbers(folder).Select(n => KeyFile.Read(RecipientPath(folder, n), bytes => AgreementKey.FromPkcs8(bytes)))
            .Reverse().ToList();
        return new PartyIdentity(id, recipients[0], KeyFile.Read(Path.Combine(folder, SigningFile), bytes => SigningKey.FromPkcs8(bytes)),
            recipients[1..]);
    }

    /// <summary>The message that registers the party, with its public keys and the proof that it holds the recipient key.</summary>
    /// <param name="party">What else is known of it.</param>
    /// <param name="until">Last day of the recipient key; within two years.</param>
    public Wire.RegisterPartyRequest Register(Wire.Party party, DateOnly until)
    {
        ArgumentNullException.ThrowIfNull(party);
        var registered = new Wire.Party(party)
        {
            PartyId = Id.ToString(), RecipientKey = Recipient.Public.ToJwk(), SigningKey = Signing.Public.ToJwk(),
            RecipientKeyValidUntil = Day(until),
        };
        return new Wire.RegisterPartyRequest { Party = registered, RecipientKeyProof = ProofOf(until) };
    }

    /// <summary>The message that proposes the newest recipient key in place of the one registered.</summary>
    /// <param name="until">Its last day; within two years.</param>
    /// <param name="registrationNumber">Of the decision behind it.</param>
    public Wire.ProposeRecipientKeyRequest Propose(DateOnly until, string registrationNumber) => new()
    {
        RecipientKey = Recipient.Public.ToJwk(), ValidUntil = Day(until), Proof = ProofOf(until), RegistrationNumber = registrationNumber,
    };

    /// <summary>Lets go of the keys.</summary>
    public void Dispose()
    {
        Recipient.Dispose();
        Signing.Dispose();
        foreach (var key in Earlier) key.Dispose();
    }

    /// <summary>The recipient key with a thumbprint, the newest or an earlier one; null where the party has none such.</summary>
    internal AgreementKey? RecipientOf(string keyId) => Earlier.Prepend(Recipient).FirstOrDefault(k => k.Public.KeyId == keyId);

    /// <summary>The recipient key that a section is sealed to; null where it is to none of the party's.</summary>
    internal AgreementKey? RecipientOf(SealedSection section) =>
        Earlier.Prepend(Recipient).FirstOrDefault(k => section.For(k.Public.KeyId) is not null);

    private string ProofOf(DateOnly until) => KeyPossession.Prove(Id.ToString(), Recipient, until);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// The oldest first. The first is named whether it is there or not, so that reading says that it is missing; of the others numbers may be
    /// missing: a party deletes a key that was compromised, and goes on with the highest.
    /// </summary>
    private static List<int> RecipientNumbers(string folder)
    {
        if (!Directory.Exists(folder)) return [1];
        var later = Directory.EnumerateFiles(folder, "recipient-*.pem").Select(f => Path.GetFileNameWithoutExtension(f)["recipient-".Length..])
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return [1, .. later.Where(n => n > 1).Order()];
    }

    private static string RecipientPath(string folder, int number) =>
        Path.Combine(folder, number == 1 ? RecipientFile : string.Create(CultureInfo.InvariantCulture, $"recipient-{number}.pem"));
}
