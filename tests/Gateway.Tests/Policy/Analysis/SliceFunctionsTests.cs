using Gateway.Policy;
using Gateway.Policy.Analysis;
using Gateway.Tests.Policy.Naive;

namespace Gateway.Tests.Policy.Analysis;

/// <summary>What the analysis says of a case is what the engine decides, point by point.</summary>
public sealed class SliceFunctionsTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private const int Points = 8_000;

    [Test]
    public void Of_RandomPoints_AreWhatTheEngineDecides()
    {
        var catalogue = Scenarios.Catalogue;
        var (diagram, operations, space) = (new Diagram(), new Operations(), new CaseSpace(catalogue, catalogue));
        var functions = new SliceFunctions(diagram, operations, space, catalogue, Day);
        var (dice, seen) = (new Dice(7), new int[3]);
        var slices = CatalogueDifference.AllOf(catalogue, catalogue)
            .Where(s => catalogue.Vocabulary.Purposes[s.Purpose].Categories.Contains(s.Category)).ToList();
        for (var i = 0; i < Points; i++)
        {
            var slice = dice.Of(slices);
            var box = new Box(default, default, [.. space.Variables.Select(v => (v, Value(v, dice, functions.Setting(slice))))]);
            var context = Witness.Of(slice, box, space, Day);
            var decided = PolicyDecisionPoint.Decide(context, catalogue).Sections[0].Outcome;
            Assert.That((Outcome)Walk(diagram, functions.Of(slice), box), Is.EqualTo(decided), () => $"{slice}\n{ContextWriter.Write(context)}");
            seen[(int)decided]++;
        }
        Assert.That(seen, Is.All.GreaterThan(Points / 50), "each outcome is seen often enough to tell");
    }

    /// <summary>Mostly what permits: the first value of what is not asked, yes to what is.</summary>
    private static IReadOnlyList<int> Value(Variable v, Dice dice, SliceSetting here) => v.Kind switch
    {
        VariableKind.Claim => dice.Chance(60) ? [0] : [Math.Max(0, v.Values.ToList().IndexOf(dice.Of([.. Claimable(here)])))],
        VariableKind.AssertedFact or VariableKind.RegisterFact or VariableKind.Question =>
            [dice.Chance(85) ? Variable.Yes : dice.Chance(70) ? Variable.Unknown : Variable.No],
        _ => [v.Kind is VariableKind.Standing || dice.Chance(70) ? 0 : dice.Below(v.Values.Count)],
    };

    private static IEnumerable<string> Claimable(SliceSetting here) =>
        here.Derived.Concat(here.Lifting).Concat(here.NotSecret).Concat(here.Declared.OfType<Provision>()).Select(p => p.Id);

    private static int Walk(Diagram diagram, int node, Box box)
    {
        while (!Diagram.IsTerminal(node)) node = diagram.Children(node)[box.Sides[diagram.Level(node)].Values[0]];
        return node;
    }
}
