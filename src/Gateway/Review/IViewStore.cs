using Gateway.Parties;

namespace Gateway.Review;

/// <summary>Reads a party's views of log entries, sealed as they lie. No other party's view is ever among them.</summary>
public interface IViewStore
{
    /// <summary>The views of a range behind an index, by index.</summary>
    /// <param name="range">Whose, and of when.</param>
    /// <param name="after">The last index that was read; -1 for the beginning.</param>
    /// <param name="most">Size of a page; a shorter one is the last.</param>
    /// <param name="ct">Withdraws it.</param>
    ValueTask<IReadOnlyList<FoundView>> ListAsync(ViewRange range, long after, int most, CancellationToken ct);

    /// <summary>The party's view of one entry; null where it has none.</summary>
    ValueTask<FoundView?> FindAsync(PartyId party, long index, CancellationToken ct);

    /// <summary>
    /// Pseudonyms of all whom the act of an entry is about, as far as the party finds its entries by them: each of an act's entries says the same,
    /// so that who may not see one of them sees none.
    /// </summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PersonsOfActAsync(FoundView view, CancellationToken ct);
}
