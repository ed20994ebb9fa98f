using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What is missing is told in the catalogue's words, in both languages.</summary>
public sealed class ExplanationTests
{
    private static CatalogueVocabulary Words => Scenarios.Catalogue.Vocabulary;

    [Test]
    public void Of_AQuestion_IsTheQuestion()
    {
        var question = Words.Questions.Values.First();
        Assert.That(Of(question.Code), Is.EqualTo(question.Text));
    }

    [Test]
    public void Of_AFact_IsTheFact()
    {
        var fact = Words.Facts.Values.First();
        Assert.That(Of(fact.Code), Is.EqualTo(fact.Text));
    }

    [Test]
    public void Of_AThreshold_NamesIt()
    {
        var text = Of("subject-age-below", "21");
        Assert.That(text.Sv, Does.Contain("21").And.Not.Contain("{0}"));
        Assert.That(text.En, Does.Contain("21").And.Not.Contain("{0}"));
    }

    [Test]
    public void Of_Purposes_NamesEachInItsLanguage()
    {
        var (one, other) = (Words.Purposes.Values.First(), Words.Purposes.Values.Last());
        var text = Of("purpose", $"{one.Code}, {other.Code}");
        Assert.That(text.Sv, Does.Contain($"{one.Text.Sv}, {other.Text.Sv}"));
        Assert.That(text.En, Does.Contain($"{one.Text.En}, {other.Text.En}"));
    }

    [Test]
    public void Of_AMark_NamesIt()
    {
        var mark = Words.Marks.Values.First();
        Assert.That(Of("section-lacks-mark", mark.Code).Sv, Does.Contain(mark.Text.Sv));
    }

    [Test]
    public void Of_WhatIsNotLifted_CitesTheSecrecy()
    {
        var secrecy = Scenarios.Catalogue.Find("osl-35-1")!; // a provision of the shipped catalogue
        var text = Of("lifts", secrecy.Id);
        Assert.That(text.Sv, Does.Contain(secrecy.Citation));
        Assert.That(text.En, Does.Contain(secrecy.Citation));
    }

    [Test]
    public void Of_ACodeTheCatalogueLacks_IsTheCode() => Assert.That(Of("no-such-need"), Is.EqualTo(new BilingualText("no-such-need", "no-such-need")));

    [Test]
    public void Of_ACondition_IsWhatItsNeedWouldSay() =>
        Assert.That(Explanation.Of(new SubjectAgeBelow(21), Scenarios.Catalogue), Is.EqualTo(Of("subject-age-below", "21")));

    private static BilingualText Of(string code, string argument = "") =>
        Explanation.Of(new Need(code, "", NeedSource.Supplied, IsRefuted: true, argument), Scenarios.Catalogue);
}
