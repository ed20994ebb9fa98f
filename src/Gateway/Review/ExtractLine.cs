namespace Gateway.Review;

/// <summary>One line of a register extract, in Swedish. It has no number and no index: what is kept out leaves no gap.</summary>
/// <param name="At">When, by the clocks in Stockholm.</param>
/// <param name="What">What was done.</param>
/// <param name="From">Name of the authority whose information it was.</param>
/// <param name="To">Name of the other authority.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Disclosed">Kinds of data that were disclosed; empty where nothing was.</param>
/// <param name="Provision">Citations of what it was disclosed under.</param>
public sealed record ExtractLine(
    DateTimeOffset At, string What, string From, string To, string Purpose, IReadOnlyList<string> Disclosed, IReadOnlyList<string> Provision);
