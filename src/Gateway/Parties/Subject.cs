namespace Gateway.Parties;

/// <summary>
/// Who somebody is: a person number, an id that only one party can resolve, or nobody identified yet. It is personal data, lives
/// in memory only, and says nothing about the person as text. The default is nobody identified.
/// </summary>
public readonly record struct Subject
{
    private readonly PersonNumber? _number;
    private readonly string? _localId;
    private readonly PartyId _party;

    private Subject(PersonNumber? number, PartyId party, string? localId) => (_number, _party, _localId) = (number, party, localId);

    /// <summary>Nobody identified yet.</summary>
    public static Subject Unidentified => default;

    /// <summary>Whether an identity was given.</summary>
    public bool IsIdentified => _number is not null || _localId is not null;

    /// <summary>Day of birth; null where the identity does not tell it.</summary>
    public DateOnly? Born => _number?.Born;

    /// <summary>What a pseudonym is made of: a domain and a value. Two parties' local ids never meet.</summary>
    /// <exception cref="InvalidOperationException">Nobody is identified.</exception>
    public (string Domain, string Value) Key => (_number, _localId) switch
    {
        ({ } number, _) => ("person", number.Digits),
        (_, { } local) => ($"local:{_party}", local),
        _ => throw new InvalidOperationException("nobody is identified"),
    };

    /// <summary>A person by personnummer or samordningsnummer.</summary>
    public static Subject Of(PersonNumber number) => new(number, default, null);

    /// <summary>A person by an id that the party alone can resolve.</summary>
    public static Subject Of(PartyId party, string localId) => new(null, party, localId);

    /// <summary>Says nothing about the person.</summary>
    public override string ToString() => "subject";
}
