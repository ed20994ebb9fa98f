using Gateway.Parties;

namespace Gateway.Records.Retention;

/// <summary>What holds a party's details: the same holds and matters under way that hold an erasure.</summary>
/// <param name="Persons">Pseudonyms of those whom they are about, in hexadecimal.</param>
/// <param name="Since">
/// When the oldest request, alert or held record that is under way began; null where none is. A case holds only whom it names. An entry that names nobody may belong to it if it is not older.
/// </param>
public sealed record DetailHolds(IReadOnlySet<string> Persons, DateTimeOffset? Since)
{
    /// <summary>Swedish days whose unusual volume is under review: whatever was done then is held.</summary>
    public IReadOnlyList<DateOnly> ReviewedDays { get; init; } = [];

    /// <summary>Whether the details of an act are held.</summary>
    /// <param name="persons">Whom its entries name to the party.</param>
    /// <param name="at">When it was.</param>
    public bool Hold(IEnumerable<string> persons, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(persons);
        if (ReviewedDays.Contains(SwedishTime.DayOf(at))) return true;
        var namesNobody = true;
        foreach (var person in persons)
        {
            if (Persons.Contains(person)) return true;
            namesNobody = false;
        }
        return namesNobody && at >= Since;
    }
}
