using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>A formal decision's row.</summary>
/// <param name="Request">The request.</param>
/// <param name="SealedDecision">The decision, sealed under the asker's log key; empty while it is only asked for.</param>
public sealed record StoredFormalDecision(string Request, ReadOnlyMemory<byte> SealedDecision);

/// <summary>The rows of formal decisions.</summary>
public interface IFormalDecisionStore
{
    /// <summary>Adds that one is asked for; false where it is already.</summary>
    ValueTask<bool> TryAskAsync(IWork work, string request, PartyId holder, DateTimeOffset at, CancellationToken ct);

    /// <summary>The row of a request; null where none is asked for.</summary>
    ValueTask<StoredFormalDecision?> FindAsync(IWork work, string request, CancellationToken ct);

    /// <summary>Requests of which a decision is asked of a holder and not made, oldest first.</summary>
    ValueTask<IReadOnlyList<string>> AskedAsync(PartyId holder, int most, CancellationToken ct);

    /// <summary>Stores the decision.</summary>
    ValueTask DecideAsync(IWork work, string request, ReadOnlyMemory<byte> sealedDecision, DateTimeOffset at, CancellationToken ct);
}
