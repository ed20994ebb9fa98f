using System.Collections.Frozen;
using Gateway.Policy;
using Gateway.Policy.Analysis;
using Gateway.Tests.Policy.Naive;

namespace Gateway.Tests.Policy.Analysis;

/// <summary>What is left out of a comparison is the same in both catalogues: the functions are worked out all the same, and have to be equal.</summary>
public sealed class CommonLawTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private static Catalogue Law => Scenarios.Catalogue;

    [TestCase("osl-10-18a")]
    [TestCase("osl-26-1")]
    [TestCase("lub-4")]
    public void Covers_AProvisionWithoutConditionsOrHarmTest_NoSliceThatComesOutOtherwise(string id)
    {
        var later = Changed(id, p => p with { Conditions = [], HarmQuestion = null });
        var (diagram, operations, space) = (new Diagram(), new Operations(), new CaseSpace(Law, later));
        var (before, after) = (new SliceFunctions(diagram, operations, space, Law, Day), new SliceFunctions(diagram, operations, space, later, Day));
        var common = new CommonLaw(Law, later);
        var (dice, covered, changed) = (new Dice(11), 0, 0);
        var slices = CatalogueDifference.AllOf(Law, later).Where(s => Law.Vocabulary.Purposes[s.Purpose].Categories.Contains(s.Category)).ToList();
        for (var i = 0; i < 600; i++)
        {
            var slice = dice.Of(slices);
            var isEqual = before.Of(slice) == after.Of(slice);
            if (common.Covers(slice)) Assert.That(isEqual, $"{slice}");
            covered += common.Covers(slice) ? 1 : 0;
            changed += isEqual ? 0 : 1;
        }
        Assert.That(covered, Is.GreaterThan(100), "it leaves out enough to be worth it");
        Assert.That(changed, Is.Positive, "the change is seen in the sample");
    }

    [Test]
    public void Covers_ACatalogueAndItself_Everything() =>
        Assert.That(CatalogueDifference.AllOf(Law, Law).All(new CommonLaw(Law, Law).Covers));

    [Test]
    public void Covers_ADeclaredSecrecyIsChanged_Nothing()
    {
        var declared = Law.Provisions.First(p => p.DeclaredOnly);
        var later = Changed(declared.Id, p => p with { HidesPerson = !p.HidesPerson });
        Assert.That(CatalogueDifference.AllOf(Law, later).Any(new CommonLaw(Law, later).Covers), Is.False);
    }

    [Test]
    public void Covers_AWordOfTheVocabularyIsChanged_Nothing()
    {
        var offences = Law.Vocabulary.Offences.ToDictionary();
        var (code, offence) = offences.First();
        offences[code] = offence with { MinimumMonths = offence.MinimumMonths + 1 };
        var later = new Catalogue("changed", Law.Provisions, Law.Vocabulary with { Offences = offences.ToFrozenDictionary() });
        Assert.That(CatalogueDifference.AllOf(Law, later).Any(new CommonLaw(Law, later).Covers), Is.False);
    }

    private static Catalogue Changed(string id, Func<Provision, Provision> change) =>
        new("changed", [.. Law.Provisions.Select(p => p.Id == id ? change(p) : p)], Law.Vocabulary);
}
