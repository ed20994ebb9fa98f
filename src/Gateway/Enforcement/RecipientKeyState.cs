using System.Globalization;
using Gateway.Parties;

namespace Gateway.Enforcement;

/// <summary>The key that a release would be wrapped for, and what is in the way of using it.</summary>
public sealed record RecipientKeyState
{
    private RecipientKeyState(ReadOnlyMemory<byte> thumbprint, string? problem) => (Thumbprint, Problem) = (thumbprint, problem);

    /// <summary>RFC 7638 thumbprint, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Thumbprint { get; }

    /// <summary>Why nothing is wrapped for it, told to whoever calls: it concerns the party's key alone. Null where it may be used.</summary>
    public string? Problem { get; }

    /// <summary>A party's key as it stands on a day.</summary>
    /// <param name="party">The party that receives.</param>
    /// <param name="thumbprint">Of its recipient key.</param>
    /// <param name="day">The day of the decision.</param>
    public static RecipientKeyState Of(Party party, ReadOnlyMemory<byte> thumbprint, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(party);
        var problem = party switch
        {
            { RecipientKeyUntil: null } => "was never proved",
            { RecipientKeyRevocation: not KeyRevocation.None } => "is revoked",
            { RecipientKeyUntil: { } until } when day > until => string.Create(CultureInfo.InvariantCulture, $"was valid until {until:yyyy-MM-dd}"),
            _ => null,
        };
        return new RecipientKeyState(thumbprint, problem is null ? null
            : $"nothing is released: the recipient key of `{party.Id}` {problem}; it has to register a new one");
    }
}
