using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>The rows of what holders' own systems answer.</summary>
public interface IFulfilmentStore
{
    /// <summary>The categories that a party's own system answers for.</summary>
    ValueTask<IReadOnlyList<string>> CategoriesAsync(IWork work, PartyId party, CancellationToken ct);

    /// <summary>Replaces them.</summary>
    ValueTask SetCategoriesAsync(IWork work, PartyId party, IReadOnlyList<string> categories, CancellationToken ct);

    /// <summary>What was sealed for a request, by category.</summary>
    ValueTask<IReadOnlyList<StoredFulfilment>> FindAsync(IWork work, string request, CancellationToken ct);

    /// <summary>
    /// Stores a section for a request, in place of one that was not delivered yet; what was uploaded of another ciphertext is abandoned.
    /// </summary>
    /// <returns>False where one is delivered already.</returns>
    ValueTask<bool> TrySaveAsync(IWork work, StoredSection section, CancellationToken ct);

    /// <summary>Keeps the release that was logged for a section.</summary>
    ValueTask ReleaseAsync(IWork work, string request, string category, FulfilmentRelease release, CancellationToken ct);

    /// <summary>
    /// Forgets the release of a section that is not delivered, because a later decision does not release it, with what was uploaded of it.
    /// </summary>
    ValueTask WithholdAsync(IWork work, PartyId holder, string request, string category, CancellationToken ct);

    /// <summary>Takes back what was delivered under a request, with its chunks: it is delivered to nobody any more, and may be sealed anew.</summary>
    ValueTask WithdrawAsync(IWork work, PartyId holder, string request, CancellationToken ct);

    /// <summary>Stores the envelope that the holder wrapped for the receiver.</summary>
    ValueTask DeliverAsync(IWork work, string request, string category, ReadOnlyMemory<byte> envelope, CancellationToken ct);
}
