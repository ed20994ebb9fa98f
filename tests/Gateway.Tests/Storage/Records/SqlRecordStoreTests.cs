using Gateway.Parties;
using Gateway.Records;
using Gateway.Storage.Records;
using Microsoft.Data.Sqlite;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

public sealed class SqlRecordStoreTests
{
    private static readonly byte[] Child = Bytes(3);
    private static readonly byte[] Parent = Bytes(4);

    private static readonly StoredSection Section = new()
    {
        Holder = Social, Record = "r-1", Section = "s-1", Category = "contact", Version = 1, Persons = [Child, default, Parent],
        SealedFacts = Bytes(10), FactsDigest = Bytes(9), CiphertextDigest = Bytes(11), Envelope = Bytes(12),
        Signature = "eyJ..sig", ContentKey = Bytes(61), At = At,
    };

    private static StoredSection Second => Section with { Version = 2, CiphertextDigest = Bytes(21) };

    private SqlRecordStore _records = null!;
    private TestStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _records = new SqlRecordStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task FindAbout_SavedOne_HasEveryMemberAndPersonsInTheirPlaces()
    {
        Assert.That(await SaveAsync(Section), Is.True);
        var found = await AboutAsync(Child);
        Assert.That(Show(found), Is.EqualTo(Show<StoredSection[]>([Section with { Envelope = default, Signature = "", ContentKey = default }])));
        Assert.That(Show(await _records.FindWholeAsync(found[0], default)), Is.EqualTo(Show<StoredSection?>(Section)));
    }

    [Test]
    public async Task FindWhole_AVersionThatIsNotThere_FindsNothing() =>
        Assert.That(await _records.FindWholeAsync(Section, default), Is.Null);

    [Test]
    public async Task TrySave_SameVersionWithOtherFacts_IsFalse()
    {
        await SaveAsync(Section);
        Assert.That(await SaveAsync(Section with { FactsDigest = Bytes(8) }), Is.False);
    }

    [Test]
    public async Task FindAbout_PersonNamedTwice_FindsTheSectionOnce()
    {
        await SaveAsync(Section with { Persons = [Child, Child] });
        var found = await AboutAsync(Child);
        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(found[0].Persons, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task FindAbout_TheUnidentified_FindsNothing()
    {
        await SaveAsync(Section);
        Assert.That(await AboutAsync([]), Is.Empty);
    }

    [Test]
    public async Task FindAbout_AnotherPersonOrHolder_FindsNothing()
    {
        await SaveAsync(Section);
        Assert.That(await AboutAsync(Bytes(5)), Is.Empty);
        Assert.That(await AboutAsync(Child, School), Is.Empty);
    }

    [Test]
    public async Task FindAbout_SeveralVersions_FindsTheNewestOfEachSection()
    {
        await SaveAsync(Section);
        await SaveAsync(Second);
        await SaveAsync(Section with { Section = "s-2" });
        await SaveAsync(Section with { Record = "r-2", Version = 7 });
        var found = await AboutAsync(Child);
        Assert.That(found.Select(f => $"{f.Record}/{f.Section}/{f.Version}"), Is.EqualTo(new[]
        {
            "r-1/s-1/2", "r-1/s-2/1", "r-2/s-1/7",
        }));
    }

    [Test]
    public async Task FindAbout_NewestVersionConcernsOthersOnly_FindsNoneOfIt()
    {
        await SaveAsync(Section);
        await SaveAsync(Second with { Persons = [Parent] });
        Assert.That(await AboutAsync(Child), Is.Empty);
        Assert.That((await AboutAsync(Parent)).Select(f => f.Version), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task TrySave_SameAgain_IsTrueAndChangesNothing()
    {
        await SaveAsync(Section);
        // Sealing is not deterministic: a retry carries other bytes for the same facts.
        Assert.That(await SaveAsync(Section with { SealedFacts = Bytes(99), At = At.AddHours(1) }), Is.True);
        Assert.That(Show(await AboutAsync(Child)), Is.EqualTo(Show<StoredSection[]>([Section with { Envelope = default, Signature = "", ContentKey = default }])));
    }

    [Test]
    public async Task TrySave_SameVersionOtherContent_IsFalseAndChangesNothing()
    {
        await SaveAsync(Section);
        Assert.That(await SaveAsync(Section with { CiphertextDigest = Bytes(66) }), Is.False);
        Assert.That(Show(await AboutAsync(Child)), Is.EqualTo(Show<StoredSection[]>([Section with { Envelope = default, Signature = "", ContentKey = default }])));
    }

    [Test]
    public async Task TrySave_SameVersionOtherPersons_IsFalse()
    {
        await SaveAsync(Section);
        Assert.That(await SaveAsync(Section with { Persons = [Child, default] }), Is.False, "one less");
        Assert.That(await SaveAsync(Section with { Persons = [Child, Parent, default] }), Is.False, "in other places");
    }

    [Test]
    public async Task TrySave_EarlierVersion_IsFalse()
    {
        await SaveAsync(Section);
        await SaveAsync(Second);
        Assert.That(await SaveAsync(Section), Is.False);
    }

    [Test]
    public async Task TrySave_SameNameOfAnotherHolder_IsAnotherSection()
    {
        await SaveAsync(Section);
        var other = Section with { Holder = School, CiphertextDigest = Bytes(30) };
        Assert.That(await SaveAsync(other), Is.True);
        Assert.That((await AboutAsync(Child)).Single().Holder, Is.EqualTo(Social));
    }

    [Test]
    public async Task TrySave_Undone_LeavesNothing()
    {
        await _store.UndoAsync(async work =>
        {
            await _records.TrySaveAsync(work, Section, default);
            var own = await _records.FindAboutAsync(work, Social, Child, default);
            Assert.That(own, Has.Count.EqualTo(1), "its own writes are seen");
        });
        Assert.That(await AboutAsync(Child), Is.Empty);
    }

    [Test]
    public void TrySave_OfNoParty_Throws() =>
        Assert.That(async () => await SaveAsync(Section with { Holder = new PartyId("nobody") }),
            Throws.InstanceOf<SqliteException>());

    private Task<bool> SaveAsync(StoredSection section) =>
        _store.CommitAsync(work => _records.TrySaveAsync(work, section, default));

    private Task<IReadOnlyList<StoredSection>> AboutAsync(byte[] person, PartyId? holder = null) =>
        _store.CommitAsync(work => _records.FindAboutAsync(work, holder ?? Social, person, default));
}
