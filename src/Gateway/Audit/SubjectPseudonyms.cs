using Gateway.Crypto;
using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>
/// Makes the pseudonyms that persons are found by: HMAC under a key that never leaves the gateway, since person numbers can be
/// guessed (<c>design.md</c> §1.6).
/// </summary>
public sealed class SubjectPseudonyms
{
    private readonly byte[] _key;

    /// <summary>Takes a copy of the 32-byte key.</summary>
    public SubjectPseudonyms(ReadOnlySpan<byte> key) => _key = key.ToArray();

    /// <summary>The 32-byte pseudonym; empty where nobody is identified.</summary>
    public ReadOnlyMemory<byte> Of(Subject subject)
    {
        if (!subject.IsIdentified) return default;
        var (domain, value) = subject.Key;
        return Pseudonym.Of(_key, domain, value);
    }

    /// <summary>
    /// A person as an officer's own person or conflict: another mark than the pseudonym, so that the directory's rows do not join
    /// officers to the records, cases and entries about them.
    /// </summary>
    public ReadOnlyMemory<byte> OfficersMark(ReadOnlyMemory<byte> pseudonym) =>
        pseudonym.IsEmpty ? default : Pseudonym.Of(_key, "officer", Convert.ToHexString(pseudonym.Span));

    /// <summary>A keyed digest of anything else that could be guessed, such as a request's content.</summary>
    public byte[] DigestOf(string domain, string value) => Pseudonym.Of(_key, $"digest:{domain}", value);
}
