using Gateway.Parties;

namespace Gateway.Review;

/// <summary>That a party no longer keeps a matter secret from the person, as its row tells. It names no person.</summary>
/// <param name="Reference">The request or alert.</param>
/// <param name="Party">Who decided it.</param>
/// <param name="At">When.</param>
public sealed record SecrecyEnded(string Reference, PartyId Party, DateTimeOffset At)
{
    /// <summary>Keyed digest over <see cref="Statement"/>, so that whoever writes a row alone cannot show a matter to the person.</summary>
    public ReadOnlyMemory<byte> Proof { get; init; }

    /// <summary>What is proved: everything that the row says.</summary>
    public string Statement => string.Join('\n', Reference, Party, At.ToUnixTimeMilliseconds());
}
