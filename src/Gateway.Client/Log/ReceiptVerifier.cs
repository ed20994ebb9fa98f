using System.Security.Cryptography;
using Gateway.Audit;
using Gateway.Parties;
using Wire = Gateway.Protocol.V1;

namespace Gateway.Client;

/// <summary>
/// Checks receipts (design §6): the leaf is one, the pinned log states that it holds it, that statement is consistent with every
/// earlier one, and the view given is the one the leaf commits to.
/// </summary>
public sealed class ReceiptVerifier(PartyId party, CheckpointMemory memory)
{
    /// <summary>Checks the receipts of something that is always logged, in order.</summary>
    /// <exception cref="ReceiptRefusedException">There is none, or one proves nothing.</exception>
    /// <exception cref="LogForkedException">The log contradicts what was seen of it.</exception>
    public async ValueTask<IReadOnlyList<ProvenEntry>> VerifyAsync(IReadOnlyCollection<Wire.Receipt> receipts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        if (receipts.Count == 0) throw new ReceiptRefusedException("there is no receipt");
        var entries = new List<ProvenEntry>();
        foreach (var receipt in receipts)
        {
            try
            {
                entries.Add(await VerifyAsync(receipt, ct));
            }
            catch (Exception e) when (e is ReceiptRefusedException or FormatException)
            {
                throw new ReceiptRefusedException($"receipt {entries.Count}: {e.Message}", e);
            }
        }
        return entries;
    }

    private async ValueTask<ProvenEntry> VerifyAsync(Wire.Receipt receipt, CancellationToken ct)
    {
        var (leaf, proof) = (EntryLeaf.Parse(receipt.Leaf.Span), TlogProof.Parse(receipt.Proof));
        var hash = MerkleTree.LeafHash(receipt.Leaf.Span);
        if (!proof.Includes(hash)) throw new ReceiptRefusedException("the proof does not show the leaf in the tree of its checkpoint");
        if (!receipt.View.IsEmpty && !Opens(CommitmentFor(leaf), receipt))
            throw new ReceiptRefusedException("the view is not the one the leaf commits to");
        await memory.TrustAsync(proof.Checkpoint, ct);
        return new ProvenEntry(leaf, hash, proof.Index, receipt.View.Memory);
    }

    private ReadOnlyMemory<byte> CommitmentFor(EntryLeaf leaf) =>
        leaf.Holder == party ? leaf.HolderView
        : leaf.Counterpart == party ? leaf.CounterpartView
        : throw new ReceiptRefusedException("the leaf names other parties");

    // With a salt of one length, no other split of salt and view is the same input.
    private static bool Opens(ReadOnlyMemory<byte> commitment, Wire.Receipt receipt) =>
        receipt.ViewSalt.Length == MerkleTree.HashSize
        && commitment.Span.SequenceEqual(SHA256.HashData([.. receipt.ViewSalt.Span, .. receipt.View.Span]));
}
