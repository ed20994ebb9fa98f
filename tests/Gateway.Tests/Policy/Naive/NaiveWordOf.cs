using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy.Naive;

/// <summary>The catalogue's words for the values of a context, spelled from their names.</summary>
internal static class NaiveWordOf
{
    private static readonly Dictionary<PartyKind, string> Parties = Enum.GetValues<PartyKind>().ToDictionary(k => k, k => Kebab($"{k}"));

    public static string Party(PartyKind kind) => Parties.GetValueOrDefault(kind, "");

    public static string Trigger(Trigger trigger) => Kebab($"{trigger}");

    public static bool Covers(string named, string actual) => named switch
    {
        "any-authority" => actual is not ("unspecified" or "individual" or "civil-society" or "independent-school"),
        "law-enforcement" => actual is "law-enforcement" or "police" or "security-police" or "customs" or "prosecutor" or "tax-agency",
        _ => named == actual,
    };

    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
