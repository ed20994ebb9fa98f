using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Records;

/// <summary>The rows of formal decisions.</summary>
public interface IFormalDecisionStore
{
    /// <summary>Adds that one is asked for; false where it is already.</summary>
    ValueTask<bool> TryAskAsync(IWork work, string request, PartyId holder, DateTimeOffset at, CancellationToken ct);

    /// <summary>The decision on a request, sealed under the asker's log key; empty while it is only asked for, null where it is not.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(IWork work, string request, CancellationToken ct);

    /// <summary>Requests of which a decision is asked of a holder and not made, oldest first.</summary>
    ValueTask<IReadOnlyList<string>> AskedAsync(PartyId holder, int most, CancellationToken ct);

    /// <summary>Stores the decision, and until when it can be appealed.</summary>
    ValueTask DecideAsync(
        IWork work, string request, ReadOnlyMemory<byte> sealedDecision, DateTimeOffset at, DateTimeOffset appealableUntil, CancellationToken ct);
}
