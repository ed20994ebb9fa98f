using Gateway.Audit;

namespace Gateway.Review;

/// <summary>A log review that was run.</summary>
/// <param name="Examined">How many acts it looked at.</param>
/// <param name="Hits">What it found; each is a follow-up until an officer has said what came of it.</param>
/// <param name="Receipts">Receipts of the entry.</param>
public sealed record ReviewRun(int Examined, IReadOnlyList<ReviewHit> Hits, IReadOnlyList<Receipt> Receipts);
