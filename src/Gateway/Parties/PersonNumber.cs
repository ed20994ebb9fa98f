namespace Gateway.Parties;

/// <summary>
/// A personnummer or samordningsnummer whose date and check digit are right: 12 digits <c>YYYYMMDDNNNC</c>, where a
/// samordningsnummer has 60 added to the day (18 § and 18 b § folkbokföringslagen (1991:481); Luhn over the last ten). A
/// samordningsnummer may leave month or day open, with zeros, or name a day that its month lacks: then no birthday is known.
/// It is personal data: never in a log, a URL, telemetry or an exception.
/// </summary>
public readonly record struct PersonNumber
{
    private readonly string? _digits;

    private PersonNumber(string digits, DateOnly? born, bool isCoordinationNumber)
    {
        _digits = digits;
        Born = born;
        IsCoordinationNumber = isCoordinationNumber;
    }

    /// <summary>The day of birth that the number tells; null where it leaves it open.</summary>
    public DateOnly? Born { get; }

    /// <summary>Whether it is a samordningsnummer.</summary>
    public bool IsCoordinationNumber { get; }

    /// <summary>The 12 digits; for pseudonyms only.</summary>
    public string Digits => _digits ?? throw new InvalidOperationException("no person number");

    /// <summary>Reads exactly 12 digits with a possible date and the right check digit.</summary>
    public static bool TryParse(string? text, out PersonNumber number)
    {
        number = default;
        if (text is not { Length: 12 } || !text.All(char.IsAsciiDigit)) return false;
        var day = int.Parse(text.AsSpan(6, 2));
        var coordination = day >= 60;
        var hasDate = TryDate(text, coordination ? day - 60 : day, out var born);
        if (!hasDate && !(coordination && HasOpenDate(text, day - 60))) return false;
        if (!HasCheckDigit(text.AsSpan(2))) return false;
        number = new PersonNumber(text, hasDate ? born : null, coordination);
        return true;
    }

    /// <summary>Says nothing about the person.</summary>
    public override string ToString() => "person number";

    private static bool TryDate(string text, int day, out DateOnly born)
    {
        born = default;
        var (year, month) = (int.Parse(text.AsSpan(0, 4)), int.Parse(text.AsSpan(4, 2)));
        if (year < 1840 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        born = new DateOnly(year, month, day);
        return true;
    }

    private static bool HasOpenDate(string text, int day) =>
        int.Parse(text.AsSpan(0, 4)) >= 1840 && int.Parse(text.AsSpan(4, 2)) <= 12 && day is >= 0 and <= 31;

    private static bool HasCheckDigit(ReadOnlySpan<char> ten)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            var product = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return sum % 10 == 0;
    }
}
