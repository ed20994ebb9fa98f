using System.Collections.Frozen;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What conditions make of what the shipped law never or seldom has.</summary>
public sealed class ConditionTests
{
    private static readonly DisclosureContext Asked = Scenarios.Read("14-contact-of-a-witness.json");

    /// <summary>An offence that brings a fine alone is not one with prison in its scale.</summary>
    [TestCase(0, Truth.False)]
    [TestCase(1, Truth.True)]
    public void OffenceWithPrison_OfItsHighestPenalty_IsAMonthAtLeast(int months, Truth expected) =>
        Assert.That(TruthOf(new OffenceWithPrison(), OfOffence(months)), Is.EqualTo(expected));

    [TestCase(5, Truth.True)]
    [TestCase(6, Truth.True)]
    [TestCase(7, Truth.False)]
    public void OffenceMinimum_OfTheLowestPenalty_IsReached(int months, Truth expected)
    {
        Assert.That(TruthOf(new OffenceMinimum(months, 48), OfOffence(72)), Is.EqualTo(expected));
        Assert.That(new OffenceMinimum(months, 48).Argument, Is.EqualTo($"{months}"));
    }

    /// <summary>One of the receivers is enough for what is reserved to another provision.</summary>
    [TestCase(PartyKind.Police, PartyKind.Customs, Truth.False)]
    [TestCase(PartyKind.Customs, PartyKind.SocialServices, Truth.True)]
    public void NotWhere_OneOfSeveralReceivers_IsReserved(PartyKind one, PartyKind other, Truth expected) =>
        Assert.That(TruthOf(new NotWhere([one, other], [Asked.Purpose], [], null), Input(Asked)), Is.EqualTo(expected));

    [Test]
    public void NotWhere_AnotherPurposeAndNoQuestion_Holds() =>
        Assert.That(TruthOf(new NotWhere([PartyKind.Police], ["else"], [], null), Input(Asked)), Is.EqualTo(Truth.True));

    [Test]
    public void NotWhere_AnotherPurposeAndAQuestion_AsksIt() =>
        Assert.That(new NotWhere([PartyKind.Police], ["else"], [], "child-at-risk").Test(Input(Asked))?.Code, Is.EqualTo("child-at-risk"));

    [Test]
    public void ConditionsOnAPerson_WhereNobodyIsLookedAt_AreUnknown()
    {
        var nobody = Input(Asked) with { Person = null };
        Condition[] conditions = [new PersonAgeBelow(18), new PersonAgeFrom(18), new PersonRoleIs([PersonRole.Subject])];
        Assert.That(conditions.Select(c => TruthOf(c, nobody)), Is.All.EqualTo(Truth.Unknown));
    }

    /// <summary>A register's fact about one section says nothing of another.</summary>
    [TestCase(null, Truth.True)]
    [TestCase("contact", Truth.True)]
    [TestCase("else", Truth.Unknown)]
    public void RegisterFact_AboutASection_CountsForThatSectionAlone(string? section, Truth expected)
    {
        var facts = new[] { new Fact { Name = "held", Value = true, Source = FactSource.Register, Section = section } };
        Assert.That(TruthOf(new RegisterFact("held"), Input(Asked with { Facts = facts })), Is.EqualTo(expected));
    }

    [Test]
    public void NotSecret_IsToldByItsCode() => Assert.That(new NotSecret().Code, Is.EqualTo("not-secret"));

    private static Truth TruthOf(Condition condition, ConditionInput input) =>
        condition.Test(input) is not { } need ? Truth.True : need.IsRefuted ? Truth.False : Truth.Unknown;

    private static ConditionInput OfOffence(int most)
    {
        var offences = new[] { new Offence("o", new BilingualText("o", "o"), 6, most, []) }.ToFrozenDictionary(o => o.Code);
        var catalogue = new Catalogue("1", [], Scenarios.Catalogue.Vocabulary with { Offences = offences });
        return Input(Asked with { Offence = new OffenceFact("o", Inchoate: false) }) with { Catalogue = catalogue };
    }

    private static ConditionInput Input(DisclosureContext context) => new(
        context, Scenarios.Catalogue, new SectionFacts { Id = "contact", Category = "contact", Persons = [0], IsHeld = true }, context.Persons[0],
        Scenarios.Catalogue.Provisions[0], null, false);
}
