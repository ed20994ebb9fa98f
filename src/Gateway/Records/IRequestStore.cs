using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>The rows of disclosure requests and their assessments. What is personal in them is sealed.</summary>
public interface IRequestStore
{
    /// <summary>Adds a request; false where the asker has used the idempotency key.</summary>
    ValueTask<bool> TryAddAsync(IWork work, StoredRequest request, CancellationToken ct);

    /// <summary>A request by its id; null where there is none.</summary>
    ValueTask<StoredRequest?> FindAsync(IWork work, string id, CancellationToken ct);

    /// <summary>A request by its id, as it is committed now.</summary>
    ValueTask<StoredRequest?> FindAsync(string id, CancellationToken ct);

    /// <summary>A request by its asker's key; null where there is none.</summary>
    ValueTask<StoredRequest?> FindByKeyAsync(PartyId asker, string idempotencyKey, CancellationToken ct);

    /// <summary>The requests that wait for the holder, oldest first.</summary>
    /// <param name="holder">The holder.</param>
    /// <param name="askedAfter">What was asked before this is closed by itself.</param>
    /// <param name="after">Id of the last one of the page before; empty for the first page.</param>
    /// <param name="most">Size of a page.</param>
    /// <param name="ct">Withdraws it.</param>
    ValueTask<IReadOnlyList<StoredRequest>> WaitingAsync(PartyId holder, DateTimeOffset askedAfter, string after, int most, CancellationToken ct);

    /// <summary>Whether an officer has asked at least so many times since an instant.</summary>
    ValueTask<bool> HasAskedAsync(IWork work, PartyId asker, string officer, DateTimeOffset since, int times, CancellationToken ct);

    /// <summary>Whether a party was refused a request about a person since an instant, on what it supplied.</summary>
    ValueTask<bool> WasRefusedAsync(IWork work, PartyId asker, ReadOnlyMemory<byte> subject, DateTimeOffset since, CancellationToken ct);

    /// <summary>The sealed assessments of a request, oldest first.</summary>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> AssessmentsAsync(IWork work, string id, CancellationToken ct);

    /// <summary>Adds a sealed assessment.</summary>
    ValueTask AddAssessmentAsync(IWork work, string id, ReadOnlyMemory<byte> sealedAssessment, CancellationToken ct);

    /// <summary>Marks a request as taken back by its asker, and so as closed; false where it was before.</summary>
    ValueTask<bool> TryWithdrawAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct);

    /// <summary>Marks a request as one that nothing more will be assessed for.</summary>
    ValueTask CloseAsync(IWork work, string id, DateTimeOffset at, CancellationToken ct);
}
