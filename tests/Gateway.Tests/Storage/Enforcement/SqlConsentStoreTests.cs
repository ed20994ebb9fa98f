using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Storage.Enforcement;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Enforcement;

public sealed class SqlConsentStoreTests
{
    private static readonly Consent Consent = new()
    {
        Holder = Social, Id = "s-2", Person = Bytes(7), Givers = ConsentGivers.Self | ConsentGivers.Custodians, Categories = ["schooling", "family"],
        Receivers = ["polisen-syd", "malmo-skola"], Purposes = ["care"], Form = ConsentForm.Electronic, GivenOn = new DateOnly(2026, 11, 1),
        ValidUntil = new DateOnly(2027, 5, 31), RecordedBy = "beata.lind",
    };

    private readonly SqlConsentStore _consents = new();
    private TestStore _store = null!;

    [SetUp]
    public async Task Open() => _store = await TestStore.OpenAsync();

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Find_AddedOne_HasEveryMemberEachWay()
    {
        Assert.That(await AddAsync(Consent), Is.True);
        Assert.That(Show(await FindAsync(Social)), Is.EqualTo(Show(Consent)));
        Assert.That(Show(await OfPersonAsync(Social, 7)), Is.EqualTo(Show<Consent[]>([Consent])));
    }

    [TestCase(ConsentGivers.Self, ConsentForm.Written)]
    [TestCase(ConsentGivers.Custodians, ConsentForm.Oral)]
    public async Task Find_OfGiversAndAForm_KeepsThem(ConsentGivers givers, ConsentForm form)
    {
        await AddAsync(Consent with { Givers = givers, Form = form });
        var found = await FindAsync(Social);
        Assert.That((found?.Givers, found?.Form), Is.EqualTo(((ConsentGivers?)givers, (ConsentForm?)form)));
    }

    [Test]
    public async Task Find_OfAnotherHolderOrId_IsNull()
    {
        await AddAsync(Consent);
        Assert.That(await FindAsync(School), Is.Null);
        Assert.That(await FindAsync(Social, "s-3"), Is.Null);
    }

    [Test]
    public async Task OfPerson_SeveralConsents_AreThoseOfThePersonAtTheHolderInOrder()
    {
        await AddAsync(Consent);
        await AddAsync(Consent with { Id = "s-1" });
        await AddAsync(Consent with { Id = "s-3", Person = Bytes(8) });
        await AddAsync(Consent with { Holder = School });
        Assert.That((await OfPersonAsync(Social, 7)).Select(c => c.Id), Is.EqualTo(["s-1", "s-2"]));
        Assert.That(await OfPersonAsync(Social, 9), Is.Empty);
    }

    [Test]
    public async Task TryAdd_IdTaken_IsFalseAndChangesNothing()
    {
        await AddAsync(Consent);
        Assert.That(await AddAsync(Consent with { Categories = ["risk"], Person = Bytes(8) }), Is.False);
        Assert.That(Show(await FindAsync(Social)), Is.EqualTo(Show(Consent)));
    }

    [Test]
    public async Task TryAdd_IdOfAnotherHolders_IsTrue()
    {
        await AddAsync(Consent);
        Assert.That(await AddAsync(Consent with { Holder = School }), Is.True);
    }

    [Test]
    public async Task Revoke_OneOfThem_KeepsWhenAndLeavesTheOthers()
    {
        await AddAsync(Consent);
        await AddAsync(Consent with { Id = "s-3" });
        await AddAsync(Consent with { Holder = School });
        await _store.CommitAsync(work => _consents.RevokeAsync(work, Social, "s-2", At, default));
        Assert.That(Show(await FindAsync(Social)), Is.EqualTo(Show(Consent with { RevokedAt = At })));
        Assert.That((await FindAsync(Social, "s-3"))?.RevokedAt, Is.Null);
        Assert.That((await FindAsync(School))?.RevokedAt, Is.Null);
    }

    private Task<bool> AddAsync(Consent consent) => _store.CommitAsync(work => _consents.TryAddAsync(work, consent, default));

    private Task<Consent?> FindAsync(PartyId holder, string id = "s-2") =>
        _store.CommitAsync(work => _consents.FindAsync(work, holder, id, default));

    private Task<IReadOnlyList<Consent>> OfPersonAsync(PartyId holder, byte person) =>
        _store.CommitAsync(work => _consents.OfPersonAsync(work, holder, Bytes(person), default));
}
