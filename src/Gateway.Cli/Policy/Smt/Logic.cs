namespace Gateway.Cli.Policy.Smt;

/// <summary>Terms of SMT-LIB 2.6, as text.</summary>
internal static class Logic
{
    public const string True = "true", False = "false";

    /// <summary>A name of any characters.</summary>
    public static string Name(string kind, string name = "") => name.Length == 0 ? $"|{kind}|" : $"|{kind}.{name}|";

    public static string Not(string term) => $"(not {term})";

    public static string And(params IEnumerable<string> terms) => Joined("and", terms, neutral: True, deciding: False);

    public static string Or(params IEnumerable<string> terms) => Joined("or", terms, neutral: False, deciding: True);

    public static string If(string condition, string then, string otherwise) => $"(ite {condition} {then} {otherwise})";

    public static string Same(string left, string right) => $"(= {left} {right})";

    public static string Of(bool value) => value ? True : False;

    /// <summary>Whether a variable of a kind has one of these values.</summary>
    public static string In(string kind, IEnumerable<string> values) => Or(values.Select(v => Same(Name(kind), Name(kind, v))));

    private static string Joined(string word, IEnumerable<string> terms, string neutral, string deciding)
    {
        List<string> left = [.. terms.Where(t => t != neutral).Distinct()];
        if (left.Contains(deciding)) return deciding;
        return left.Count switch { 0 => neutral, 1 => left[0], _ => $"({word} {string.Join(' ', left)})" };
    }
}
