using Gateway.Parties;

namespace Gateway.Audit;

/// <summary>Making receipts of what was committed, and of what was committed long ago.</summary>
public static class ReceiptIssue
{
    /// <summary>One receipt per entry, for one of its parties.</summary>
    public static IReadOnlyList<Receipt> ReceiptsFor<T>(this Committed<T> committed, PartyId party)
    {
        ArgumentNullException.ThrowIfNull(committed);
        return [.. committed.Entries.Select(e => e.Entry.ReceiptFor(party, committed.ProofOf(e)))];
    }

    /// <summary>The receipts of stored entries against the newest checkpoint, in the order of the ids.</summary>
    /// <exception cref="InvalidOperationException">The party has no view of one of them.</exception>
    public static async ValueTask<IReadOnlyList<Receipt>> ReceiptsAsync(
        this AuditLog log, PartyId party, LogKey logKey, IReadOnlyList<string> ids,
        CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(log);
        var stored = (await log.FindByIdAsync(party, ids, ct)).ToDictionary(e => e.Content.Id);
        List<Receipt> receipts = [];
        foreach (var id in ids)
        {
            if (!stored.TryGetValue(id, out var entry)) throw new InvalidOperationException("the party has no view of the entry");
            var opened = entry.IsDetailErased ? new OpenedView(default, default) : entry.Open(logKey.Keys);
            receipts.Add(new Receipt
            {
                Leaf = entry.Leaf, Proof = await log.InclusionProofAsync(entry.Index, ct),
                View = opened.Json, ViewSalt = opened.Salt,
            });
        }
        return receipts;
    }
}
