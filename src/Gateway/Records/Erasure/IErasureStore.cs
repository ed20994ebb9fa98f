using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records.Erasure;

/// <summary>Finding and erasing a party's own rows in whatever table they lie, and the rows of erasures and holds.</summary>
public interface IErasureStore
{
    /// <summary>How much of the party's is in the scope.</summary>
    ValueTask<ErasureCounts> CountAsync(IWork work, PartyId party, ErasureScope scope, CancellationToken ct);

    /// <summary>Pseudonyms of whom it concerns, each once; none for a whole party.</summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsAsync(IWork work, PartyId party, ErasureScope scope, CancellationToken ct);

    /// <summary>Words for what holds it: placed holds, and whatever is under way about somebody that it concerns. Empty where nothing does.</summary>
    ValueTask<IReadOnlyList<string>> HeldByAsync(IWork work, PartyId party, ErasureScope scope, DateTimeOffset now, CancellationToken ct);

    /// <summary>Who received something of it.</summary>
    ValueTask<IReadOnlyList<ErasureRecipient>> RecipientsAsync(IWork work, PartyId party, ErasureScope scope, CancellationToken ct);

    /// <summary>
    /// Erases it: keys, envelopes, signatures, sealed facts and contents, digests, links to persons. Chunks of large sections are useless without
    /// their keys, and are left to the sweep.
    /// </summary>
    ValueTask EraseAsync(IWork work, PartyId party, ErasureScope scope, DateTimeOffset at, CancellationToken ct);

    /// <summary>Adds that an erasure was carried out.</summary>
    ValueTask AddAsync(IWork work, ErasureDone erasure, CancellationToken ct);

    /// <summary>The party's, the newest first.</summary>
    ValueTask<IReadOnlyList<ErasureDone>> ListAsync(PartyId party, int most, CancellationToken ct);

    /// <summary>Ids of those that are committed and not swept from the files yet.</summary>
    ValueTask<IReadOnlyList<string>> NotSweptAsync(CancellationToken ct);

    /// <summary>Marks some as swept.</summary>
    ValueTask SweptAsync(IWork work, IReadOnlyList<string> erasures, DateTimeOffset at, CancellationToken ct);

    /// <summary>Whether the party has a record of this id.</summary>
    ValueTask<bool> HasRecordAsync(IWork work, PartyId party, string record, CancellationToken ct);

    /// <summary>Adds a hold.</summary>
    ValueTask AddHoldAsync(IWork work, Hold hold, CancellationToken ct);

    /// <summary>Removes a party's hold; null where it has none of this id.</summary>
    ValueTask<Hold?> RemoveHoldAsync(IWork work, PartyId party, string id, CancellationToken ct);
}
