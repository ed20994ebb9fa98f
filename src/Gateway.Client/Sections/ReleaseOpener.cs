using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Opens a release, and only one that was logged before it was made (design §1.4):
/// <list type="number">
/// <item>It is wrapped for this party's key, or for an earlier one that it keeps.</item>
/// <item>Each receipt is proven, and its leaf says that the sections' holder released to this party.</item>
/// <item>Each leaf commits to exactly these ciphertexts and this key.</item>
/// <item>Each section bears its holder's signature, by the key that it signs with or one that it replaced.</item>
/// <item>The content keys unwrap with the value computed from the proven leaves; no header is believed.</item>
/// </list>
/// </summary>
public sealed class ReleaseOpener(PartyIdentity identity, ReceiptVerifier receipts, SigningKeysOf signingKeysOf)
{
    /// <summary>Opens a release in full or not at all.</summary>
    /// <exception cref="ReleaseRefusedException">A proof is missing or wrong.</exception>
    /// <exception cref="LogForkedException">The log contradicts what was seen of it.</exception>
    /// <exception cref="GatewayException">A key or a proof cannot be had now; it may open later.</exception>
    public async Task<OpenedRelease> OpenAsync(Wire.Release release, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(release);
        try
        {
            return await OpenProvenAsync(release, ct);
        }
        catch (Exception e) when (e is ReceiptRefusedException or EnvelopeException or FormatException)
        {
            throw new ReleaseRefusedException(e.Message, e);
        }
    }

    private async Task<OpenedRelease> OpenProvenAsync(Wire.Release release, CancellationToken ct)
    {
        Require(release.Sections.Count > 0, "the release has no section");
        var own = identity.RecipientOf(release.RecipientKeyThumbprint) ?? throw new ReleaseRefusedException("the release is wrapped for another key");
        var key = own.Public;
        var sections = release.Sections.Select(s => SealedSection.Parse(s.Envelope.Span, s.Signature)).ToList();
        var holder = new PartyId(release.Sections[0].HolderPartyId);
        Require(
            release.Sections.All(s => s.HolderPartyId == holder.ToString()) && sections.All(s => s.Label.Holder == holder.ToString()),
            "a section is of another holder");

        var entries = await receipts.VerifyAsync(release.Receipts, ct);
        foreach (var (entry, receipt) in entries.Zip(release.Receipts)) RequireLogged(entry, receipt, holder, sections, key);

        Require(
            await AreSignedAsync(sections, holder, isAfresh: false, ct) || await AreSignedAsync(sections, holder, isAfresh: true, ct),
            "the signature on a section is not its holder's");

        var partyInfo = Envelope.ReleasePartyInfo(entries.Select(e => e.LeafHash));
        return new OpenedRelease(
            release.ReleaseId,
            [.. sections.Select(s => new OpenedSection(s.Label, Envelope.Open(s, own, partyInfo)))],
            release.Handling ?? new Wire.HandlingInstruction(),
            entries);
    }

    private async ValueTask<bool> AreSignedAsync(IReadOnlyList<SealedSection> sections, PartyId holder, bool isAfresh, CancellationToken ct)
    {
        var signers = await signingKeysOf(holder.ToString(), isAfresh, ct);
        return sections.All(s => signers.Any(signer => Envelope.IsSignedBy(s, signer)));
    }

    private void RequireLogged(
        ProvenEntry entry, Wire.Receipt receipt, PartyId holder, IReadOnlyList<SealedSection> sections, EcPublicKey key)
    {
        Require(entry.Leaf.Holder == holder && entry.Leaf.Counterpart == identity.Id, "a leaf logs a release between other parties");
        Require(!entry.View.IsEmpty, "a receipt has no view of its entry");
        Require(receipt.ReleaseSalt.Length == MerkleTree.HashSize, "a receipt has no salt of the release");
        var commitment = ReleaseCommitment.Of(receipt.ReleaseSalt.Span, sections.Select(s => s.CiphertextDigest), key.Thumbprint.Span);
        Require(entry.Leaf.Release.Span.SequenceEqual(commitment), "a leaf does not commit to this release");
    }

    private static void Require(bool holds, string refusal)
    {
        if (!holds) throw new ReleaseRefusedException(refusal);
    }
}
