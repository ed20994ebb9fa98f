using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>Persons of every role, with birthdays on, before and after the ages that the catalogue asks about.</summary>
internal sealed class PersonBuilder(Catalogue catalogue, Dice dice)
{
    private static readonly PersonRole[] Roles = [.. Enum.GetValues<PersonRole>().Where(r => r != PersonRole.Unspecified)];

    private readonly List<int> _ages =
    [
        .. catalogue.Provisions.SelectMany(p => p.Conditions)
            .Select(c => c switch { SubjectAgeBelow a => a.Years, PersonAgeBelow a => a.Years, PersonAgeFrom a => a.Years, _ => 0 }).Where(a => a > 0).Distinct(),
    ];

    /// <summary>One to three, now and then none.</summary>
    public IReadOnlyList<PersonFacts> Some(DateOnly day)
    {
        var count = dice.Below(20) switch { 0 => 0, < 15 => 1, < 18 => 2, _ => 3 };
        return [.. Enumerable.Range(0, count).Select(i => Person(day, i == 0 && dice.Chance(92)))];
    }

    public Truth MostlyFalse(int percent) => dice.Chance(percent) ? Truth.False : dice.Chance(50) ? Truth.True : Truth.Unknown;

    private PersonFacts Person(DateOnly day, bool isSubject) => new()
    {
        Role = isSubject ? PersonRole.Subject : dice.Of(Roles),
        IsIdentified = dice.Chance(85),
        Born = Birthday(day),
        HasProtectedIdentity = MostlyFalse(75),
        ConflictsWithOfficer = dice.Chance(2),
    };

    private DateOnly? Birthday(DateOnly day) => dice.Below(10) switch
    {
        0 => null,
        1 => day.AddYears(-dice.Of(_ages)),
        2 => day.AddYears(-dice.Of(_ages)).AddDays(1 - dice.Below(3)),
        3 => new DateOnly(1996 + (4 * dice.Below(8)), 2, 29),
        4 => day.AddDays(dice.Below(4000)),
        < 8 => day.AddDays(-dice.Below(17 * 365)),
        _ => day.AddDays(-dice.Below(70 * 365)),
    };
}
