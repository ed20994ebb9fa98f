using Gateway.Parties;

namespace Gateway.Review;

/// <summary>Which of a party's views are read: of a time, and of one person where one is given.</summary>
/// <param name="Party">Whose views.</param>
/// <param name="From">The earliest entry.</param>
/// <param name="Until">Behind the latest entry.</param>
public sealed record ViewRange(PartyId Party, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Pseudonym of the person; empty for everybody.</summary>
    public ReadOnlyMemory<byte> Subject { get; init; }
}
