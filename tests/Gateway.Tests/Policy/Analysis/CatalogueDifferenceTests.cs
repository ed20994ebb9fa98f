using Gateway.Policy;
using Gateway.Policy.Analysis;
using PartyKind = Gateway.Parties.PartyKind;

namespace Gateway.Tests.Policy.Analysis;

/// <summary>The difference of two catalogues is exact: what it names is real, and what it does not name is not there.</summary>
public sealed class CatalogueDifferenceTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private static Catalogue Law => Scenarios.Catalogue;

    /// <summary>Two holders are enough where all sixteen would only take longer.</summary>
    private static readonly IReadOnlyList<Slice> Some =
        [.. CatalogueDifference.AllOf(Law, Law).Where(s => s.Holder is PartyKind.SocialServices or PartyKind.Police)];

    [Test]
    public void Between_ACatalogueAndItself_IsNothing()
    {
        var difference = CatalogueDifference.Between(Law, Law, Day);
        Assert.That((difference.Changes.Count, difference.Unfinished.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Between_AConditionIsDropped_NamesWhatOpens()
    {
        var later = Changed("osl-10-18a", p => p with { Conditions = [.. p.Conditions.Where(c => c is not PersonAgeBelow)] });
        var difference = CatalogueDifference.Between(Law, later, Day, Some);
        var boxes = difference.Changes.SelectMany(c => c.Boxes).ToList();
        Assert.That(boxes, Is.Not.Empty);
        Assert.That(boxes.Where(b => b.Later < b.Earlier), Is.Empty, "less is asked, so nothing is refused that was not");
        Assert.That(difference.Changes.SelectMany(c => c.Slices).Select(s => s.Holder).Distinct(), Is.EqualTo(new[] { PartyKind.SocialServices }));
    }

    [Test]
    public void Between_AnyChange_HasWitnessesThatBothEnginesDecideSo()
    {
        var later = Changed("osl-10-27", p => p with { NeverLifts = [.. p.NeverLifts, "osl-35-1"] });
        var difference = CatalogueDifference.Between(Law, later, Day, Some);
        Assert.That(difference.Changes, Is.Not.Empty);
        foreach (var change in difference.Changes)
            foreach (var box in change.Boxes.Take(50))
                Assert.That(() => difference.WitnessOf(change.Slices[0], box), Throws.Nothing);
    }

    [Test]
    public void Between_WhatTellsOnlyPeople_IsNothing()
    {
        var later = Changed("osl-10-27", p => p with { Title = new BilingualText("annat", "other"), Obligations = [] });
        Assert.That(CatalogueDifference.Between(Law, later, Day, Some).Changes, Is.Empty);
    }

    private static Catalogue Changed(string id, Func<Provision, Provision> change) =>
        new("changed", [.. Law.Provisions.Select(p => p.Id == id ? change(p) : p)], Law.Vocabulary);
}
