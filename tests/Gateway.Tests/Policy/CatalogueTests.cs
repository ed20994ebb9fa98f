using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Parties;
using Gateway.Policy;

namespace Gateway.Tests.Policy;

/// <summary>What must hold of the shipped catalogue, whoever edits it next.</summary>
public sealed class CatalogueTests
{
    private static readonly string[] StrongSecrecy =
        ["osl-25-1", "osl-25-1-elevhalsa", "osl-25-1-kriminalvard", "osl-25-2-2", "osl-26-1"];

    private static Catalogue Law => Scenarios.Catalogue;

    [Test]
    public void Offences_OfTheOutsideTable_AreAllHereWithTheirFigures()
    {
        var file = OutsideVectors.Require("sweden/offences/brottsbalken-penalties.csv", "1962:700 in se-lex/sfs-processor on GitHub");
        var rows = File.ReadLines(file).Skip(1).Select(Row).ToList();
        Assert.That(rows, Is.Not.Empty);
        foreach (var (name, minimum, maximum) in rows)
        {
            var offence = Law.Vocabulary.Offences.Values.SingleOrDefault(o => string.Equals(o.Text.Sv, name, StringComparison.OrdinalIgnoreCase));
            Assert.That((offence?.MinimumMonths, offence?.MaximumMonths), Is.EqualTo(((int?)minimum, (int?)maximum)), name);
        }
    }

    [Test]
    public void Provisions_EachNamesTheSourceThatWasRead() =>
        Assert.That(Law.Provisions.Where(p => p.Source.Length == 0).Select(p => p.Id), Is.Empty);

    [Test]
    public void AbsoluteSecrecy_IsLiftedByNothing()
    {
        var absolute = Law.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy && p.HarmQuestion is null).ToList();
        Assert.That(absolute.Select(p => p.Id), Is.EquivalentTo(new[] { "osl-35-3", "osl-24-8", "osl-25-2-1", "osl-26-1a-1st" }));
        Assert.That(from lifting in Law.Provisions from secrecy in absolute where lifting.CanLift(secrecy) select lifting.Id, Is.Empty);
    }

    [TestCase("osl-10-27")]
    [TestCase("osl-10-15a")]
    [TestCase("osl-10-24")]
    [TestCase("lub-5")]
    [TestCase("lub-6")]
    [TestCase("lub-7")]
    [TestCase("lub-7-eget-initiativ")]
    public void StrongSecrecy_ByAProvisionThatExceptsIt_IsNotLifted(string id)
    {
        var lifting = Law.Find(id)!; // the test cases name provisions of the catalogue
        Assert.That(StrongSecrecy.Where(s => lifting.CanLift(Law.Find(s)!)), Is.Empty);
    }

    [Test]
    public void Consent_LiftsNothingThatProtectsThePublicInterest()
    {
        var consents = Law.Provisions.Where(p => p.Id.StartsWith("osl-12-", StringComparison.Ordinal)).ToList();
        var general = Law.Provisions.Where(p => p.Kind == ProvisionKind.Secrecy && !p.ProtectsIndividual).ToList();
        Assert.That(consents, Has.Count.EqualTo(7));
        Assert.That(general, Is.Not.Empty);
        Assert.That(from consent in consents from secrecy in general where consent.CanLift(secrecy) select consent.Id, Is.Empty);
    }

    [TestCase("osl-26-5")]
    [TestCase("osl-35-2")]
    public void Consent_ToWhatProtectsAReporter_IsTheReportersAlone(string id)
    {
        var consents = Law.Provisions.Where(p => p.Id.StartsWith("osl-12-", StringComparison.Ordinal)).ToList();
        var lifting = consents.Where(c => c.CanLift(Law.Find(id)!)).ToList(); // the test cases name secrecy of the catalogue
        Assert.That(lifting.Select(c => c.Id), Is.EqualTo(new[] { "osl-12-2-anmalare" }));
        Assert.That(lifting[0].Conditions.OfType<PersonRoleIs>().Single().Roles, Is.EqualTo(new[] { PersonRole.Reporter }));
    }

    [Test]
    public void WhatIsForFutureOffences_AsksWhetherItIsAboutACommittedOne() => Assert.That(
        Law.Provisions.Where(p => p.Conditions.OfType<SectionLacksMark>().Any(c => c.Name == "committed-offence")
            && !p.Conditions.OfType<AssessedQuestion>().Any(c => c.Question == "not-about-committed-offence")).Select(p => p.Id), Is.Empty);

    [Test]
    public void GroundsOfPermissions_InLawEnforcement_TestNecessity()
    {
        PartyKind[] competent = [PartyKind.Police, PartyKind.SecurityPolice, PartyKind.PrisonService, PartyKind.Prosecutor, PartyKind.Customs];
        var grounds = Law.Provisions.Where(p => p is { Kind: ProvisionKind.DataProtection, Side: Side.Disclosing, CarriesPermission: true }
            && competent.Any(p.IsForHolder)).ToList();
        Assert.That(grounds, Is.Not.Empty);
        Assert.That(grounds.Where(p => p.Conditions.All(c => c.Code != "necessary-and-proportionate")).Select(p => p.Id), Is.Empty);
    }

    /// <summary>Summaries are ours: none has more than twelve words in a row in common with a statute.</summary>
    [Test]
    public void Summaries_AreNoneOfTheStatutesOwnSentences()
    {
        var folder = OutsideVectors.Require("sweden/statutes", "https://github.com/se-lex/sfs-processor");
        var statutes = Directory.EnumerateFiles(folder, "*.jsonl").SelectMany(File.ReadLines)
            .SelectMany(line => Runs(JsonDocument.Parse(line).RootElement.GetProperty("text").GetString() ?? "")).ToHashSet();
        Assert.That(statutes, Has.Count.GreaterThan(50_000));
        Assert.That(Law.Provisions.Where(p => Runs(p.Summary.Sv).Any(statutes.Contains)).Select(p => p.Id), Is.Empty);
    }

    private static IEnumerable<string> Runs(string text)
    {
        var words = Regex.Matches(text.ToLowerInvariant(), @"[\p{L}\p{N}]+").Select(m => m.Value).ToList();
        return Enumerable.Range(0, Math.Max(0, words.Count - 12)).Select(i => string.Join(' ', words.Skip(i).Take(13)));
    }

    [Test]
    public void Principles_DecideNothing() =>
        Assert.That(Law.Provisions.Where(p => p.Kind == ProvisionKind.Principle && (p.Lifts.Count > 0 || p.Conditions.Count > 0)), Is.Empty);

    [Test]
    public void Uncertainty_OfWhatLifts_GoesWithEveryAnswerItCarries()
    {
        var decided = PolicyDecisionPoint.Decide(Scenarios.Read("33-school-social-services-police.json"), Law).Sections;
        Assert.That(decided.Select(s => s.Outcome), Is.All.EqualTo(Outcome.Permit));
        Assert.That(decided.SelectMany(s => s.Uncertain).Distinct(), Is.EqualTo(new[] { "osl-12-3-15" }));
    }

    private static (string Name, int Minimum, int Maximum) Row(string line)
    {
        var fields = Regex.Matches(line, "(?:^|,)(?:\"([^\"]*)\"|([^,]*))").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value).ToList();
        return (fields[1], Months(fields[5]), Months(fields[6]));
    }

    /// <summary>No figure is a fine alone.</summary>
    private static int Months(string field) => field.Length == 0 ? 0 : int.Parse(field, CultureInfo.InvariantCulture);
}
