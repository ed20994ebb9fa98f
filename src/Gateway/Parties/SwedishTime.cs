namespace Gateway.Parties;

/// <summary>
/// The calendar that Swedish law counts in: days begin at midnight in Stockholm, and a person comes of an age when the birthday
/// begins. One born on 29 February comes of age on 1 March in other years: a reading that was not verified against a source.
/// </summary>
public static class SwedishTime
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>The calendar day in Stockholm at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(ClockAt(instant).DateTime);

    /// <summary>What the clocks in Stockholm show at an instant.</summary>
    public static DateTimeOffset ClockAt(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Stockholm);

    /// <summary>When a calendar day begins in Stockholm.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Stockholm.GetUtcOffset(midnight));
    }

    /// <summary>Whole years of age on a day; negative before birth.</summary>
    public static int AgeOn(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        var reached = day.Month > born.Month || (day.Month == born.Month && day.Day >= born.Day);
        return reached ? years : years - 1;
    }
}
