using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using static Gateway.Tests.Enforcement.TestGate;

namespace Gateway.Tests.Enforcement;

/// <summary>Consents and standing decisions as facts of a decision.</summary>
public sealed class ConsentsOnRecordTests
{
    private TestGate _house = null!; // set before each test

    [SetUp]
    public async Task Open() => _house = await OpenAsync();

    [TearDown]
    public async Task Close() => await _house.DisposeAsync();

    [Test]
    public async Task Consents_WhereNoneIsInvoked_AreNotRead()
    {
        await RecordAsync("a");
        Assert.That(await ReadAsync(c => c with { Facts = [] }, "a"), Is.Empty);
        Assert.That(await ReadAsync(c => c with { Facts = [Invoked with { Value = false }] }, "a"), Is.Empty);
        Assert.That(await ReadAsync(c => c with { Facts = [Invoked with { Source = FactSource.Register }] }, "a"), Is.Empty);
        Assert.That(await ReadAsync(c => c with { Facts = [Invoked with { Name = "else" }] }, "a"), Is.Empty);
    }

    [Test]
    public async Task Consents_OfEverybodyInASection_CoverIt()
    {
        await RecordAsync("a");
        Assert.That(await ReadAsync(c => c, "a"), Is.EqualTo([true]));
        Assert.That(await ReadAsync(c => c, "a", "b"), Is.EqualTo([false]), "the other has not consented");
        await RecordAsync("b");
        Assert.That(await ReadAsync(c => c, "a", "b"), Is.EqualTo([true]));
        Assert.That(await ReadAsync(c => c with { Sections = [c.Sections[0] with { Persons = [] }] }, "a"), Is.EqualTo([false]), "about nobody");
        Assert.That(await ReadAsync(c => c, ""), Is.EqualTo([false]), "about somebody who is not identified");
    }

    [Test]
    public async Task Consents_OfAnotherScope_DoNotCover()
    {
        await RecordAsync("a");
        Assert.That(await ReadAsync(c => c with { Purpose = "else" }, "a"), Is.EqualTo([false]));
        Assert.That(await ReadAsync(c => c with { Sections = [c.Sections[0] with { Category = "risk" }] }, "a"), Is.EqualTo([false]));
        Assert.That(await ReadAsync(c => c with { Day = Day.AddDays(2) }, "a"), Is.EqualTo([false]));
        Assert.That(await ReadAsync(c => c with { Persons = [c.Persons[0] with { Born = null }] }, "a"), Is.EqualTo([false]));
    }

    [TestCase("soc/lund", null, false)]
    [TestCase("soc/lund", "s", false)]
    [TestCase("soc/lund", "another", true)]
    [TestCase("soc/dahl", null, true)]
    public async Task Consents_RecordedByWhoAssessed_DoNotCover(string assessor, string? section, bool covers)
    {
        await RecordAsync("a");
        var answer = new Fact { Name = "consent-given", Value = true, Source = FactSource.Assessed, Officer = assessor, Section = section };
        Assert.That(await ReadAsync(c => c with { Facts = [Invoked, answer] }, "a"), Is.EqualTo([covers]));
        Assert.That(await ReadAsync(c => c with { Facts = [Invoked, answer with { Source = FactSource.Asserted }] }, "a"), Is.EqualTo([true]));
    }

    [Test]
    public async Task Standing_OfTheCategoryMadeInTime_IsAFactAboutEachSectionThatItCovers()
    {
        var decision = new StandingDecision
        {
            Holder = Social, Id = "s-1", Provision = "lub-4", Question = "no-exceptional-reasons", Categories = ["contact"], Receiver = Police,
            ValidFrom = Day, ValidUntil = Day.AddDays(10), DecidedBy = "alm", DeciderRoles = ["decision-maker"],
        };
        await _house.DoAsync(async work => { await _house.Parties.TryAddStandingDecisionAsync(work, decision, default); });
        var fact = (await StandingAsync(Day, Day)).Single();
        Assert.That(fact with { OfficerRoles = [] }, Is.EqualTo(new Fact
        {
            Name = "no-exceptional-reasons", Value = true, Source = FactSource.Standing, Section = "s1", Provision = "lub-4", Officer = "soc/alm", OfficerRoles = [],
        }));
        Assert.That(fact.OfficerRoles, Is.EqualTo(["decision-maker"]));
        Assert.That(await StandingAsync(Day, Day.AddDays(-1)), Is.Empty, "it was made after the request had closed");
        Assert.That(await StandingAsync(Day.AddDays(11), Day.AddDays(11)), Is.Empty, "it has run out");

        Task<IReadOnlyList<Fact>> StandingAsync(DateOnly day, DateOnly madeBy) => _house.DoAsync(work =>
            _house.Registers.StandingAsync(work, Social, Police, day, madeBy, [("s1", "contact"), ("s2", "risk")], default));
    }

    private static Fact Invoked => new() { Name = PolicyInformationPoint.ConsentInvoked, Value = true, Source = FactSource.Asserted };

    private Task RecordAsync(string person) => _house.DoAsync(async work =>
    {
        await _house.Consents.TryAddAsync(work, new Consent
        {
            Holder = Social, Id = $"samtycke-{person}", Person = _house.Person(person), Givers = ConsentGivers.Self, Categories = ["family"],
            Receivers = [$"{School}"], Purposes = ["care"], Form = ConsentForm.Written, GivenOn = Day, ValidUntil = Day.AddDays(1), RecordedBy = "lund",
        }, default);
    });

    /// <summary>Whether consent is on record, section by section, for telling the school about these persons.</summary>
    private async Task<IEnumerable<bool>> ReadAsync(Func<DisclosureContext, DisclosureContext> change, params string[] persons)
    {
        var context = change(new DisclosureContext
        {
            Day = Day, Trigger = Trigger.OwnInitiative, Purpose = "care", Holder = PartyKind.SocialServices, Receiver = PartyKind.MunicipalSchool,
            Officer = new OfficerFacts { Id = "soc/dahl" }, Persons = [.. persons.Select(_ => new PersonFacts { Role = PersonRole.Subject, Born = new DateOnly(1985, 8, 12) })],
            Sections = [new SectionFacts { Id = "s", Category = "family", Persons = [.. persons.Select((_, i) => i)] }], Facts = [Invoked],
        });
        var pseudonyms = persons.Select(p => p.Length == 0 ? default : _house.Person(p)).ToList();
        var facts = await _house.DoAsync(work => _house.Registers.ConsentsAsync(work, Social, School, context, pseudonyms, default));
        Assert.That(facts.Select(f => (f.Name, f.Source)), Is.All.EqualTo((PolicyInformationPoint.ConsentOnRecord, FactSource.Register)));
        Assert.That(facts.Select(f => f.Section), Is.SubsetOf(context.Sections.Select(s => s.Id)));
        return facts.Select(f => f.Value);
    }
}
