using Gateway.Audit;

namespace Gateway.Review;

/// <summary>One step of a search.</summary>
/// <param name="Found">What it found; already in the log as shown.</param>
/// <param name="Opened">How many views the search has opened so far.</param>
/// <param name="NotShown">
/// How many of that kind, party and time are not shown, whatever they say, because the reviewer has a conflict of interest; so far.
/// </param>
/// <param name="Last">Index up to which it has come: a search goes on behind it.</param>
/// <param name="IsComplete">
/// Whether nothing is left behind <paramref name="Last"/>; false in every step but the last, and there where the search ended at its
/// bound.
/// </param>
/// <param name="Receipts">Receipts of the entries of this step.</param>
public sealed record SearchPage(
    IReadOnlyList<FoundEntry> Found, int Opened, int NotShown, long Last, bool IsComplete, IReadOnlyList<Receipt> Receipts);
