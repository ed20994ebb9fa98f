using System.Text.Json;

namespace Gateway.Tests.Crypto;

/// <summary>
/// Runs the tests of one Wycheproof file: what is valid has to be accepted, what is invalid refused, and how many ran is told
/// and bounded from below, so that an emptied file cannot pass.
/// </summary>
internal static class Wycheproof
{
    private const string Origin = "https://github.com/C2SP/wycheproof, testvectors_v1";

    /// <param name="accepts">
    /// Whether the code under test accepts, with exactly the output that the test names. Null leaves a test out: another algorithm.
    /// </param>
    public static void Run(string file, int atLeast, Func<JsonElement, JsonElement, bool?> accepts)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(OutsideVectors.Require($"crypto/wycheproof/{file}", Origin)));
        var (ran, left, acceptable, wrong) = (0, 0, 0, new List<string>());
        foreach (var group in vectors.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                if (accepts(group, test) is not { } accepted)
                {
                    left++;
                    continue;
                }
                ran++;
                var result = test.GetProperty("result").GetString();
                if (result == "acceptable") acceptable++;
                else if (accepted != (result == "valid"))
                    wrong.Add($"{test.GetProperty("tcId")} is {result}, accepted = {accepted}: {test.GetProperty("comment")}");
            }
        }
        TestContext.Out.WriteLine($"{file}: {ran} ran ({acceptable} may go either way), {left} of another algorithm");
        Tally(file, ran, wrong);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong, Is.Empty);
            Assert.That(ran, Is.GreaterThanOrEqualTo(TallyFile is null ? atLeast : 1));
        }
    }

    /// <summary>Where <c>tests/vectors.sh</c> counts single vectors of whatever folder it was given: there any number of them will do.</summary>
    private static string? TallyFile => Environment.GetEnvironmentVariable("GATEWAY_VECTORS_TALLY");

    private static void Tally(string file, int ran, List<string> wrong)
    {
        if (TallyFile is not { } tally) return;
        File.AppendAllLines(tally, [$"{file} {ran - wrong.Count} {wrong.Count}", .. wrong.Select(w => $"  {w}")]);
    }

    public static byte[] Hex(JsonElement owner, string name) => Convert.FromHexString(owner.GetProperty(name).GetString()!);
}
