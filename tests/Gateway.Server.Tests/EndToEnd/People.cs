using Gateway.Protocol.V1;

namespace Gateway.Server.Tests.EndToEnd;

/// <summary>Persons of the tests: numbers of the series 239, which Skatteverket keeps for tests, so nobody's.</summary>
internal static class People
{
    private static int s_days;

    /// <summary>A person whom no other test knows: born in the 1980s, so of age.</summary>
    public static Subject Adult() => Born(Next(new DateOnly(1980, 1, 1)));

    /// <summary>A child whom no other test knows.</summary>
    public static Subject Child() => Born(Next(new DateOnly(2015, 1, 1)));

    /// <summary>The person of a day of birth.</summary>
    public static Subject Born(string day) => new() { PersonalNumber = NumberOf(day) };

    /// <summary>The number with its check digit (Luhn, over the ten digits without the century).</summary>
    public static string NumberOf(string day)
    {
        var digits = $"{day}239";
        var sum = digits[2..].Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(p => p > 9 ? p - 9 : p);
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }

    public static ConcernedPerson As(this Subject subject, PersonRole role, ProtectedIdentity protection = ProtectedIdentity.None) =>
        new() { Subject = subject, Role = role, ProtectedIdentity = protection };

    private static string Next(DateOnly from) => from.AddDays(Interlocked.Increment(ref s_days)).ToString("yyyyMMdd");
}
