using Gateway.Parties;
using Gateway.Records;
using Gateway.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

public sealed class SqlFulfilmentStoreTests
{
    private static readonly StoredSection Section = new()
    {
        Holder = Social, Record = "q1", Section = "contact", Category = "contact", Version = 1, IsFulfilment = true,
        Persons = [Bytes(7), default, Bytes(6)], SealedFacts = Bytes(1), FactsDigest = Bytes(2), CiphertextDigest = Bytes(3), Signature = "sig", At = At,
    };

    private static readonly FulfilmentRelease Release = new(["e2", "e1"], "thumbprint", Bytes(4), Bytes(5), At.AddHours(1));

    private readonly SqlFulfilmentStore _fulfilments = new();
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
    public async Task Find_SavedReleasedAndDelivered_HasEveryMember()
    {
        var stored = new StoredFulfilment(Section);
        Assert.That(await SaveAsync(Section), Is.True);
        Assert.That(await ShownAsync(), Is.EqualTo(Show<StoredFulfilment[]>([stored])));
        await ReleaseAsync();
        Assert.That(await ShownAsync(), Is.EqualTo(Show<StoredFulfilment[]>([stored with { Release = Release }])));
        await DeliverAsync();
        Assert.That(await ShownAsync(), Is.EqualTo(Show<StoredFulfilment[]>([stored with { Release = Release, Envelope = Bytes(8) }])));
    }

    [Test]
    public async Task Find_SeveralCategories_AreThoseOfTheRequestInOrder()
    {
        await SaveAsync(Of("q1", "school"));
        await SaveAsync(Section);
        await SaveAsync(Of("q2", "risk"));
        Assert.That((await FindAsync("q1")).Select(f => f.Section.Category), Is.EqualTo(["contact", "school"]));
        Assert.That(await FindAsync("q3"), Is.Empty);
    }

    [Test]
    public async Task TrySave_BeforeItIsDelivered_ReplacesItAndItsRelease()
    {
        var other = Section with
        {
            Persons = [Bytes(9)], SealedFacts = Bytes(11), FactsDigest = Bytes(12), CiphertextDigest = Bytes(13), Signature = "other", At = At.AddHours(2),
        };
        await SaveAsync(Section);
        await ReleaseAsync();
        Assert.That(await SaveAsync(other), Is.True);
        Assert.That(await ShownAsync(), Is.EqualTo(Show<StoredFulfilment[]>([new StoredFulfilment(other)])));
    }

    [Test]
    public async Task TrySave_OnceDelivered_IsFalseAndChangesNothing()
    {
        await SaveAsync(Section);
        await ReleaseAsync();
        await DeliverAsync();
        var before = await ShownAsync();
        Assert.That(await SaveAsync(Section with { Signature = "other" }), Is.False);
        Assert.That(await ShownAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Withdraw_WhatWasDelivered_IsAsItWasSavedAndMayBeSealedAnew()
    {
        await SaveAsync(Section);
        await SaveAsync(Of("q2", "contact"));
        var saved = await ShownAsync();
        await ReleaseAsync();
        await DeliverAsync();
        await _store.CommitAsync(work => _fulfilments.WithdrawAsync(work, Social, "q2", default));
        Assert.That(await ShownAsync(), Is.Not.EqualTo(saved), "another request's");
        await _store.CommitAsync(work => _fulfilments.WithdrawAsync(work, Social, "q1", default));
        Assert.That(await ShownAsync(), Is.EqualTo(saved));
        Assert.That(await SaveAsync(Section with { Signature = "other" }), Is.True);
    }

    [Test]
    public async Task ReleaseAndDeliver_OneOfSeveral_LeaveTheOthers()
    {
        await SaveAsync(Section);
        await SaveAsync(Of("q1", "school"));
        await SaveAsync(Of("q2", "contact"));
        await ReleaseAsync();
        await DeliverAsync();
        var others = (await FindAsync("q1"))[1..].Concat(await FindAsync("q2")).ToArray();
        Assert.That(others, Has.Length.EqualTo(2));
        Assert.That(others, Has.All.Matches<StoredFulfilment>(f => f is { Release: null, IsDelivered: false }));
    }

    [Test]
    public async Task Categories_SetAgain_AreThoseOfTheLastTimeOfThatParty()
    {
        Assert.That(await CategoriesAsync(Social), Is.Empty);
        await SetAsync(Social, "school", "contact");
        await SetAsync(School, "risk");
        Assert.That(await CategoriesAsync(Social), Is.EqualTo(["contact", "school"]));
        await SetAsync(Social, "family");
        Assert.That(await CategoriesAsync(Social), Is.EqualTo(["family"]));
        await SetAsync(Social);
        Assert.That(await CategoriesAsync(Social), Is.Empty);
        Assert.That(await CategoriesAsync(School), Is.EqualTo(["risk"]));
    }

    private static StoredSection Of(string request, string category) => Section with { Record = request, Section = category, Category = category };

    private Task<bool> SaveAsync(StoredSection section) => _store.CommitAsync(work => _fulfilments.TrySaveAsync(work, section, default));

    private Task ReleaseAsync() => _store.CommitAsync(work => _fulfilments.ReleaseAsync(work, "q1", "contact", Release, default));

    private Task DeliverAsync() => _store.CommitAsync(work => _fulfilments.DeliverAsync(work, "q1", "contact", Bytes(8), default));

    private async Task<StoredFulfilment[]> FindAsync(string request) =>
        [.. await _store.CommitAsync(work => _fulfilments.FindAsync(work, request, default))];

    private async Task<string> ShownAsync() => Show(await FindAsync("q1"));

    private Task SetAsync(PartyId party, params string[] categories) =>
        _store.CommitAsync(work => _fulfilments.SetCategoriesAsync(work, party, categories, default));

    private Task<IReadOnlyList<string>> CategoriesAsync(PartyId party) =>
        _store.CommitAsync(work => _fulfilments.CategoriesAsync(work, party, default));
}
