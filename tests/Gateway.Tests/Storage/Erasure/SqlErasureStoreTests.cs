using Gateway.Enforcement;
using Gateway.Records;
using Gateway.Records.Erasure;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Erasure;
using Gateway.Storage.Records;
using Gateway.Tests.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Erasure;

public sealed class SqlErasureStoreTests
{
    private static readonly ErasureScope Relative = new() { Kind = ErasureScopeKind.Person, Person = Bytes(6) };
    private static readonly ErasureScope Stranger = new() { Kind = ErasureScopeKind.Person, Person = Bytes(9) };

    /// <summary>What social services sealed for the police's request about another, and which concerns the relative too.</summary>
    private static readonly StoredSection SealedFor = new()
    {
        Holder = Social, Record = "q1", Section = "contact", Category = "contact", Version = 1, IsFulfilment = true,
        Persons = [Bytes(7), Bytes(6)], SealedFacts = Bytes(1), FactsDigest = Bytes(2), CiphertextDigest = Bytes(3), Signature = "sig", At = At,
    };

    private TestStore _store = null!;
    private SqlErasureStore _erasures = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _erasures = new SqlErasureStore(_store.Database);
        await StoredRequests.AddAsync(_store, "q1");
        await _store.CommitAsync(async work =>
        {
            await new SqlFulfilmentStore().TrySaveAsync(work, SealedFor, default);
            await new SqlReleaseRegister().AddAsync(work, SealedFor, "q1", Police, At, default);
        });
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Erase_WhomAnotherRequestsAnswerConcerns_TakesItAndKnowsItsReceiver()
    {
        var received = await _store.CommitAsync(work => _erasures.RecipientsAsync(work, Social, Relative, default));
        Assert.That(received, Is.EqualTo([new ErasureRecipient(Police, "q1", "contact")]));
        await EraseAsync(Relative);
        Assert.That(await AnswersAsync(), Is.Zero);
        Assert.That(await _store.CommitAsync(work => _erasures.RecipientsAsync(work, Social, Relative, default)), Is.Empty);
    }

    [Test]
    public async Task Count_WhomOnlyAnotherRequestsAnswerConcerns_IsSomething() => Assert.That(
        (await _store.CommitAsync(work => _erasures.CountAsync(work, Social, Relative, default))).IsNothing, Is.False);

    [Test]
    public async Task Hold_OnAThirdPersonOfTheAnswer_HoldsItsErasure()
    {
        await _store.CommitAsync(work => _erasures.AddHoldAsync(work, new Hold("h1", Social, null, Bytes(7)), default));
        Assert.That(await HeldByAsync(Relative), Is.EqualTo(["placed-hold"]));
    }

    [Test]
    public async Task Erase_SomebodyElse_LeavesIt()
    {
        Assert.That(await _store.CommitAsync(work => _erasures.RecipientsAsync(work, Social, Stranger, default)), Is.Empty);
        await EraseAsync(Stranger);
        Assert.That(await AnswersAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Hold_OnWhomTheAnswerIsAbout_HoldsItsErasure()
    {
        await _store.CommitAsync(work => _erasures.AddHoldAsync(work, new Hold("h1", Social, null, Bytes(6)), default));
        Assert.That(await HeldByAsync(Relative), Is.EqualTo(["placed-hold"]));
        Assert.That(await HeldByAsync(Stranger), Is.Empty);
        Assert.That(await _store.CommitAsync(work => _erasures.RemoveHoldAsync(work, School, "h1", default)), Is.Null);
        Assert.That(await _store.CommitAsync(work => _erasures.RemoveHoldAsync(work, Social, "h1", default)), Is.Not.Null);
        Assert.That(await HeldByAsync(Relative), Is.Empty);
    }

    [Test]
    public async Task Erase_Anything_TakesTheContentOfProposalsThatNobodyCanApproveAnyMore()
    {
        var proposals = new SqlProposalStore(_store.Database);
        await _store.CommitAsync(async work =>
        {
            await proposals.AddAsync(work, Proposed("old", At - Proposal.Patience), default);
            await proposals.AddAsync(work, Proposed("new", At), default);
        });
        await EraseAsync(Stranger);
        Assert.That((await proposals.FindAsync("old", default))!.SealedContent.IsEmpty);
        Assert.That((await proposals.FindAsync("new", default))!.SealedContent.IsEmpty, Is.False);
    }

    [Test]
    public async Task Done_UntilItIsSwept_IsListedAsNotSwept()
    {
        ErasureDone[] done = [Done("e1", At), Done("e2", At.AddHours(1))];
        foreach (var one in done) await _store.CommitAsync(work => _erasures.AddAsync(work, one, default));
        Assert.That(await _erasures.NotSweptAsync(default), Is.EqualTo(["e1", "e2"]));
        await _store.CommitAsync(work => _erasures.SweptAsync(work, ["e1"], At.AddMinutes(1), default));
        Assert.That(await _erasures.NotSweptAsync(default), Is.EqualTo(["e2"]));
        Assert.That(await _erasures.ListAsync(Social, 10, default), Is.EqualTo([done[1], done[0] with { SweptAt = At.AddMinutes(1) }]));
        Assert.That(await _erasures.ListAsync(Police, 10, default), Is.Empty);
    }

    private static Proposal Proposed(string id, DateTimeOffset at) => new()
    {
        Id = id, Party = Social, Act = "erase", SealedContent = Bytes(5), ProposedBy = "alm", ProposedAt = at,
    };

    private static ErasureDone Done(string id, DateTimeOffset at) =>
        new(id, Social, "person", new ErasureCounts(1, 2, 3, 4, 5, 6), at, new DateOnly(2026, 12, 22), SweptAt: null);

    private Task EraseAsync(ErasureScope scope) => _store.CommitAsync(work => _erasures.EraseAsync(work, Social, scope, At, default));

    private Task<IReadOnlyList<string>> HeldByAsync(ErasureScope scope) =>
        _store.CommitAsync(work => _erasures.HeldByAsync(work, Social, scope, At, default));

    private Task<int> AnswersAsync() =>
        _store.CommitAsync(async work => (await new SqlFulfilmentStore().FindAsync(work, "q1", default)).Count);
}
