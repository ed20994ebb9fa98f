using Gateway.Parties;
using Gateway.Records;
using Gateway.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

public sealed class SqlReleaseRegisterTests
{
    private static readonly StoredSection Section = new()
    {
        Holder = Social, Record = "akt-1", Section = "a", Category = "contact", Version = 1, Persons = [Bytes(7)], SealedFacts = Bytes(1),
        FactsDigest = Bytes(2), CiphertextDigest = Bytes(3), At = At,
    };

    private readonly SqlReleaseRegister _releases = new();
    private TestStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        await StoredRequests.AddAsync(_store, "q1", "q2");
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMemberEachWay()
    {
        await AddAsync(Section, "q1", Police);
        Assert.That(await ReceiversAsync(before: 2), Is.EqualTo([new Received("q1", Police, "contact")]));
        Assert.That(await OfRequestAsync("q1"), Is.EqualTo([new Received("q1", Police, "contact")]));
    }

    [Test]
    public async Task Add_KnownOne_ChangesNothing()
    {
        await AddAsync(Section, "q1", Police);
        await AddAsync(Section with { Category = "risk" }, "q1", School);
        Assert.That(await OfRequestAsync("q1"), Is.EqualTo([new Received("q1", Police, "contact")]));
    }

    [Test]
    public async Task Receivers_OfEarlierVersions_AreEachOnce()
    {
        await AddAsync(Section, "q2", School);
        await AddAsync(Section, "q1", Police);
        await AddAsync(Section with { Version = 2 }, "q1", Police);
        Assert.That(await ReceiversAsync(before: 1), Is.Empty);
        Assert.That((await ReceiversAsync(before: 3)).Select(r => r.Request), Is.EqualTo(["q1", "q2"]));
        await AddAsync(Section with { Version = 3, Section = "b" }, "q1", Police);
        Assert.That((await ReceiversAsync(before: 2)).Select(r => r.Request), Is.EqualTo(["q1", "q2"]));
    }

    [Test]
    public async Task Receivers_OfAnotherSectionRecordOrHolder_AreNone()
    {
        await AddAsync(Section with { Section = "b" }, "q1", Police);
        await AddAsync(Section with { Record = "akt-2" }, "q1", Police);
        await AddAsync(Section with { Holder = School }, "q1", Police);
        Assert.That(await ReceiversAsync(before: 2), Is.Empty);
    }

    [Test]
    public async Task OfRequest_OfAnotherRequestOrHolder_IsNone()
    {
        await AddAsync(Section, "q1", Police);
        await AddAsync(Section with { Holder = School }, "q2", Police);
        Assert.That(await OfRequestAsync("q2"), Is.Empty);
    }

    [Test]
    public async Task OfRequest_SeveralSections_AreByCategoryOnce()
    {
        await AddAsync(Section with { Section = "b", Category = "risk" }, "q1", Police);
        await AddAsync(Section, "q1", Police);
        await AddAsync(Section with { Record = "akt-2" }, "q1", Police);
        Assert.That((await OfRequestAsync("q1")).Select(r => r.Category), Is.EqualTo(["contact", "risk"]));
    }

    private Task AddAsync(StoredSection section, string request, PartyId asker) =>
        _store.CommitAsync(work => _releases.AddAsync(work, section, request, asker, At, default));

    private Task<IReadOnlyList<Received>> ReceiversAsync(int before) =>
        _store.CommitAsync(work => _releases.ReceiversAsync(work, Social, "akt-1", "a", before, default));

    private Task<IReadOnlyList<Received>> OfRequestAsync(string request) =>
        _store.CommitAsync(work => _releases.OfRequestAsync(work, Social, request, default));
}
