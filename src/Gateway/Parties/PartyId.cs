namespace Gateway.Parties;

/// <summary>
/// The name of a party within the gateway: 1 to 40 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, beginning with a letter.
/// It names an authority branch, never a person, and may stand in logs, URLs and telemetry.
/// </summary>
public readonly record struct PartyId
{
    private readonly string? _value;

    /// <summary>Reads a party's name.</summary>
    /// <exception cref="FormatException">The text is not a party name.</exception>
    public PartyId(string value)
    {
        if (!IsValid(value)) throw new FormatException($"`{value}` is not a party name: 1 to 40 of a-z, 0-9 and -, first a letter");
        _value = value;
    }

    /// <summary>Whether the text is a party name.</summary>
    public static bool IsValid(string? value) =>
        value is { Length: >= 1 and <= 40 } && value[0] is >= 'a' and <= 'z'
        && value.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>The name; empty for <c>default</c>, which names no party.</summary>
    public override string ToString() => _value ?? "";

}
