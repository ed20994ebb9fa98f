using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Enforcement;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Enforcement;

public sealed class SqlPartyStoreTests
{
    private static readonly PartyId New = new("lund-soc");
    private static readonly DateOnly Day = new(2026, 11, 22);

    private TestStore _store = null!;
    private SqlPartyStore _parties = null!;

    private static Officer Officer => new()
    {
        Party = Social, Id = "b2f1", Roles = ["caseworker", "registrar"], TrainingValidUntil = new DateOnly(2027, 2, 28),
        Person = Bytes(7), Conflicts = [Bytes(9), Bytes(8)], IsRevoked = true,
    };

    private static StandingDecision Standing => new()
    {
        Holder = Social, Id = "stb-1", Provision = "OSL 10:27", Question = "interest-outweighs",
        Categories = ["contact", "school"], Receiver = Police, ValidFrom = Day.AddDays(-10), ValidUntil = Day.AddDays(10), DecidedBy = "chef",
        DeciderRoles = ["decision-maker"], RegistrationNumber = "SN 2026/12",
    };

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _parties = new SqlPartyStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task FindParty_AddedOne_HasEveryMember()
    {
        var party = TestStore.Party(New);
        await _store.CommitAsync(work => _parties.AddPartyAsync(work, party, default));
        var committed = await _parties.FindPartyAsync(New, default);
        var within = await _store.CommitAsync(work => _parties.FindPartyAsync(work, New, default));
        Assert.That(Show(committed), Is.EqualTo(Show(party)));
        Assert.That(Show(within), Is.EqualTo(Show(party)));
    }

    [Test]
    public async Task FindParty_Unknown_IsNull()
    {
        Assert.That(await _parties.FindPartyAsync(New, default), Is.Null);
        Assert.That(await _store.CommitAsync(work => _parties.FindPartyAsync(work, New, default)), Is.Null);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task FindParty_OfAKind_KeepsIt(PartyKind kind)
    {
        await _store.CommitAsync(work => _parties.AddPartyAsync(work, TestStore.Party(New) with { Kind = kind }, default));
        Assert.That((await _parties.FindPartyAsync(New, default))?.Kind, Is.EqualTo(kind));
    }

    private static PartyKind[] Kinds() => Enum.GetValues<PartyKind>();

    [Test]
    public async Task AddParty_BeforeItsCommit_IsSeenInTheWorkAlone()
    {
        await _store.CommitAsync(async work =>
        {
            await _parties.AddPartyAsync(work, TestStore.Party(New), default);
            Assert.That(await _parties.FindPartyAsync(work, New, default), Is.Not.Null);
            Assert.That(await _parties.FindPartyAsync(New, default), Is.Null);
        });
        Assert.That(await _parties.FindPartyAsync(New, default), Is.Not.Null);
    }

    [Test]
    public async Task AddParty_Undone_LeavesNothing()
    {
        await _store.UndoAsync(work => _parties.AddPartyAsync(work, TestStore.Party(New), default));
        Assert.That(await _parties.FindPartyAsync(New, default), Is.Null);
    }

    [Test]
    public async Task FindOfficer_SavedOne_HasEveryMember()
    {
        await _store.CommitAsync(work => _parties.SaveOfficerAsync(work, Officer, default));
        Assert.That(await ShownOfficerAsync(), Is.EqualTo(Show(Officer)));
    }

    [Test]
    public async Task FindOfficer_SavedAgain_IsTheNewOneWhole()
    {
        var changed = new Officer { Party = Social, Id = Officer.Id, Roles = ["assessor"], Conflicts = [Bytes(5)] };
        await _store.CommitAsync(work => _parties.SaveOfficerAsync(work, Officer, default));
        await _store.CommitAsync(work => _parties.SaveOfficerAsync(work, changed, default));
        Assert.That(await ShownOfficerAsync(), Is.EqualTo(Show(changed)));
    }

    [Test]
    public async Task FindOfficer_OfAnotherParty_IsNull()
    {
        await _store.CommitAsync(work => _parties.SaveOfficerAsync(work, Officer, default));
        Assert.That(await _store.CommitAsync(work => _parties.FindOfficerAsync(work, Police, Officer.Id, default)), Is.Null);
    }

    [Test]
    public void SaveOfficer_OfNoParty_Throws() =>
        Assert.That(async () => await _store.CommitAsync(work =>
            _parties.SaveOfficerAsync(work, Officer with { Party = New }, default)), Throws.InstanceOf<SqliteException>());

    [Test]
    public async Task StandingDecisions_AddedOne_HasEveryMember()
    {
        Assert.That(await AddAsync(Standing), Is.True);
        var found = await FindAsync(Social, Police, Day);
        Assert.That(Show(found), Is.EqualTo(Show<StandingDecision[]>([Standing])));
    }

    [TestCase(-11, 0)]
    [TestCase(-10, 1)]
    [TestCase(10, 1)]
    [TestCase(11, 0)]
    public async Task StandingDecisions_OnADay_HoldFromFirstToLastDay(int days, int expected)
    {
        await AddAsync(Standing);
        Assert.That(await FindAsync(Social, Police, Day.AddDays(days)), Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task StandingDecisions_OfAnotherPair_AreNotFound()
    {
        await AddAsync(Standing);
        Assert.That(await FindAsync(Social, School, Day), Is.Empty);
        Assert.That(await FindAsync(Police, Social, Day), Is.Empty);
    }

    [Test]
    public async Task TryAddStandingDecision_IdTaken_IsFalseAndChangesNothing()
    {
        await AddAsync(Standing);
        Assert.That(await AddAsync(Standing with { Question = "another" }), Is.False);
        Assert.That((await FindAsync(Social, Police, Day))[0].Question, Is.EqualTo(Standing.Question));
    }

    [Test]
    public async Task TryAddStandingDecision_IdOfAnotherHolders_IsTrue()
    {
        await AddAsync(Standing);
        Assert.That(await AddAsync(Standing with { Holder = School }), Is.True);
    }

    private Task<bool> AddAsync(StandingDecision decision) =>
        _store.CommitAsync(work => _parties.TryAddStandingDecisionAsync(work, decision, default));

    private Task<IReadOnlyList<StandingDecision>> FindAsync(PartyId holder, PartyId receiver, DateOnly day) =>
        _store.CommitAsync(work => _parties.StandingDecisionsAsync(work, holder, receiver, day, default));

    private async Task<string> ShownOfficerAsync() => Show(
        await _store.CommitAsync(work => _parties.FindOfficerAsync(work, Social, Officer.Id, default)));
}
