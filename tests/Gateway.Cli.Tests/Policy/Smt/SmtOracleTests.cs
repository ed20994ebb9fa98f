using System.Globalization;
using Gateway.Policy;
using Gateway.Policy.Analysis;
using Gateway.Tests.Policy.Naive;

namespace Gateway.Cli.Tests.Policy.Smt;

/// <summary>The exact difference of two catalogues is what Debian's <c>z3</c> finds in an encoding that shares nothing with it.</summary>
public sealed class SmtOracleTests
{
    /// <summary>How many pairs; <c>tests/policy-oracle.sh z3</c> asks for more.</summary>
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("GATEWAY_POLICY_PAIRS") ?? "20", CultureInfo.InvariantCulture);

    private static readonly DateOnly Day = new(2026, 11, 22);

    [Test]
    public async Task Difference_OfRandomPairs_IsWhatTheSolverFinds()
    {
        var (changed, cases) = (0, 0);
        List<string> wrong = [];
        for (var seed = 0; seed < Count && wrong.Count < 5; seed++)
        {
            var (earlier, later) = Pair(seed);
            var compared = await new SmtOracle(earlier, later, Day).CompareAsync();
            if (compared.Changes > 0) changed++;
            cases += compared.Cases;
            wrong.AddRange(compared.Wrong.Select(w => $"pair {seed}: {w}"));
        }
        Assert.That(wrong, Is.Empty);
        Assert.That(changed, Is.GreaterThan(Count / 5), "often enough something differs");
        Assert.That(changed, Is.LessThan(Count), "and now and then nothing does");
        await TestContext.Out.WriteLineAsync($"{Count} pairs agree, {changed} of them differ, {cases} cases are what the solver says");
    }

    [Test]
    public async Task Solver_OfADifferenceThatIsLeftOut_FindsIt()
    {
        var (earlier, later) = Changed();
        var change = CatalogueDifference.Between(earlier, later, Day).Changes[0];
        var answers = await new SmtOracle(earlier, later, Day).AskAsync([SmtOracle.Elsewhere(change.Earlier, change.Later, change.Slices.Skip(1))]);
        Assert.That(answers, Is.EqualTo(new[] { "sat" }));
    }

    [Test]
    public async Task Solver_OfACaseThatComesOutOtherwise_RefutesIt()
    {
        var (earlier, later) = Changed();
        var difference = CatalogueDifference.Between(earlier, later, Day);
        var change = difference.Changes[0];
        var context = difference.WitnessOf(change.Slices[0], change.Boxes.First());
        var oracle = new SmtOracle(earlier, later, Day);
        var answers = await oracle.AskAsync([oracle.Case(context, change.Earlier, change.Earlier), oracle.Case(context, change.Later, change.Later)]);
        Assert.That(answers, Is.EqualTo(new[] { "unsat", "unsat" }));
    }

    private static (Catalogue Earlier, Catalogue Later) Changed() => Enumerable.Range(0, 100).Select(Pair)
        .First(p => CatalogueDifference.Between(p.Earlier, p.Later, Day).Changes.Count > 0);

    private static (Catalogue Earlier, Catalogue Later) Pair(int seed)
    {
        var (earlier, later) = new SmallCatalogues(new Dice((ulong)seed)).Next();
        return (ActiveCatalogue.Read(earlier).Catalogue, ActiveCatalogue.Read(later).Catalogue);
    }
}
