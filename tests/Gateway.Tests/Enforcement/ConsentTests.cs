using Gateway.Enforcement;
using Gateway.Parties;

namespace Gateway.Tests.Enforcement;

/// <summary>For what and from whom a consent counts (10 kap. 1 § and 12 kap. 2 and 3 §§ OSL).</summary>
public sealed class ConsentTests
{
    private const ConsentGivers Both = ConsentGivers.Self | ConsentGivers.Custodians;

    private static readonly PartyId School = new("malmo-skola");
    private static readonly DateOnly Day = new(2026, 11, 22);
    private static readonly DateOnly AdultBorn = new(1985, 8, 12);

    private static Consent Consent => new()
    {
        Holder = new PartyId("malmo-soc"), Id = "s-1", Person = new byte[32], Givers = ConsentGivers.Self, Categories = ["family", "schooling"],
        Receivers = ["malmo-skola", "polisen-syd"], Purposes = ["care", "child-protection"], Form = ConsentForm.Written, GivenOn = Day.AddDays(-10),
        ValidUntil = Day.AddDays(10),
    };

    // An adult alone; from fifteen the young person and the custodians; below, the custodians. Each turns older on the day itself.
    [TestCase("1985-08-12", ConsentGivers.Self, true)]
    [TestCase("1985-08-12", Both, true)]
    [TestCase("1985-08-12", ConsentGivers.Custodians, false)]
    [TestCase("1985-08-12", ConsentGivers.None, false)]
    [TestCase("2008-11-22", ConsentGivers.Self, true)]
    [TestCase("2008-11-22", ConsentGivers.Custodians, false)]
    [TestCase("2008-11-23", ConsentGivers.Self, false)]
    [TestCase("2008-11-23", ConsentGivers.Custodians, false)]
    [TestCase("2008-11-23", Both, true)]
    [TestCase("2011-11-22", ConsentGivers.Self, false)]
    [TestCase("2011-11-22", ConsentGivers.Custodians, false)]
    [TestCase("2011-11-22", Both, true)]
    [TestCase("2011-11-23", ConsentGivers.Custodians, true)]
    [TestCase("2011-11-23", Both, true)]
    [TestCase("2011-11-23", ConsentGivers.Self, false)]
    [TestCase("2011-11-23", ConsentGivers.None, false)]
    public void Covers_FromWhom_DependsOnTheAgeOnTheDay(string born, ConsentGivers givers, bool expected) =>
        Assert.That(Covers(Consent with { Givers = givers }, DateOnly.ParseExact(born, "yyyy-MM-dd")), Is.EqualTo(expected));

    [TestCase(ConsentGivers.Self)]
    [TestCase(ConsentGivers.Custodians)]
    [TestCase(Both)]
    public void Covers_UnknownBirth_IsFalseWhoeverGaveIt(ConsentGivers givers) =>
        Assert.That(Covers(Consent with { Givers = givers }, null), Is.False);

    [TestCase(-11, false)]
    [TestCase(-10, true)]
    [TestCase(10, true)]
    [TestCase(11, false)]
    public void Covers_OnADay_HoldsFromTheFirstToTheLast(int days, bool expected) =>
        Assert.That(Consent.Covers("family", School, "care", AdultBorn, Day.AddDays(days)), Is.EqualTo(expected));

    [TestCase("family", "malmo-skola", "care", true)]
    [TestCase("schooling", "polisen-syd", "child-protection", true)]
    [TestCase("risk", "malmo-skola", "care", false)]
    [TestCase("family", "lund-skola", "care", false)]
    [TestCase("family", "malmo-skola", "prevent-crime", false)]
    [TestCase("Family", "malmo-skola", "care", false)]
    public void Covers_WhatItNames_AndNothingElse(string category, string receiver, string purpose, bool expected) =>
        Assert.That(Consent.Covers(category, new PartyId(receiver), purpose, AdultBorn, Day), Is.EqualTo(expected));

    [Test]
    public void Covers_NamingNothing_IsFalse()
    {
        Assert.That(Covers(Consent with { Categories = [] }, AdultBorn), Is.False);
        Assert.That(Covers(Consent with { Receivers = [] }, AdultBorn), Is.False);
        Assert.That(Covers(Consent with { Purposes = [] }, AdultBorn), Is.False);
    }

    [Test]
    public void Covers_Revoked_IsFalseAtOnce() =>
        Assert.That(Covers(Consent with { RevokedAt = new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero) }, AdultBorn), Is.False);

    [TestCase("beata.lind", "malmo-soc/beata.lind", false)]
    [TestCase("beata.lind", "malmo-soc/ann.ek", true)]
    [TestCase("beata.lind", "polisen-syd/beata.lind", true)]
    [TestCase("beata.lind", "", true)]
    [TestCase("", "malmo-soc/ann.ek", false)]
    [TestCase("", "", false)]
    public void IsRecordedByAnotherThan_TheAssessor_OnlyWhereTheRecorderIsKnown(string recorder, string assessor, bool expected) => Assert.That(
        (Consent with { RecordedBy = recorder }).IsRecordedByAnotherThan(["malmo-soc/one.more", assessor]), Is.EqualTo(expected));

    private static bool Covers(Consent consent, DateOnly? born) => consent.Covers("family", School, "care", born, Day);
}
