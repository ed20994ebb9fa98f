using Gateway.Audit;

namespace Gateway.Review;

/// <summary>The rows of matters that parties no longer keep secret from the person.</summary>
public interface ISecrecyEndedStore
{
    /// <summary>Adds that a party has decided so; false where it had before.</summary>
    ValueTask<bool> TryAddAsync(IWork work, SecrecyEnded ended, CancellationToken ct);

    /// <summary>What parties have decided so of a request or alert.</summary>
    ValueTask<IReadOnlyList<SecrecyEnded>> OfMatterAsync(string reference, CancellationToken ct);
}
