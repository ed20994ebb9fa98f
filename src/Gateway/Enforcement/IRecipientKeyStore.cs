using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The rows of recipient keys, and of what was released under each.</summary>
public interface IRecipientKeyStore
{
    /// <summary>Adds a key; false where anybody has registered it before.</summary>
    ValueTask<bool> TryAddAsync(IWork work, RecipientKey key, CancellationToken ct);

    /// <summary>A key by thumbprint; null where there is none.</summary>
    ValueTask<RecipientKey?> FindAsync(IWork work, string thumbprint, CancellationToken ct);

    /// <summary>A key as it is committed now; null where there is none.</summary>
    ValueTask<RecipientKey?> FindAsync(string thumbprint, CancellationToken ct);

    /// <summary>Revokes a key.</summary>
    ValueTask RevokeAsync(IWork work, string thumbprint, KeyRevocation why, DateTimeOffset at, CancellationToken ct);

    /// <summary>Keeps that something was released under a key.</summary>
    ValueTask AddReleaseAsync(IWork work, KeyRelease release, CancellationToken ct);

    /// <summary>What was released under a key, the oldest first, from behind an entry on.</summary>
    /// <param name="thumbprint">The key.</param>
    /// <param name="holder">Only what this party disclosed; null for all.</param>
    /// <param name="after">First entry of the last release of the page before; empty for the first page.</param>
    /// <param name="most">Size of a page.</param>
    /// <param name="ct">Withdraws it.</param>
    ValueTask<IReadOnlyList<KeyRelease>> ReleasesAsync(string thumbprint, PartyId? holder, string after, int most, CancellationToken ct);
}
