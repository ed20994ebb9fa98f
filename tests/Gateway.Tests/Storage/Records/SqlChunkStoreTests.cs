using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Records;
using Gateway.Storage.Records;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

public sealed class SqlChunkStoreTests
{
    private static readonly SectionVersion Of = new(SectionPlace.Record, Social, "akt", "avsnitt", 1);
    private static readonly ChunkUpload First = new("001", Of, 0, 0, IsEnded: false, UploadState.Staged);

    private TestStore _store = null!; // set before each test
    private SqlChunkStore _chunks = null!; // set before each test

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.OpenAsync();
        _chunks = new SqlChunkStore(_store.Database);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Append_ChunkAfterChunk_IsFoundAndReadAsItCame()
    {
        var upload = await UploadedAsync(First, 2);
        Assert.That(await _chunks.FindAsync(Of, default), Is.EqualTo(upload));
        Assert.That((await _chunks.ReadAsync(upload, 1, default)).ToArray(), Is.EqualTo(Chunk(1, isLast: true).Bytes.ToArray()));
        Assert.That(await _chunks.ReadAsync(upload, 2, default), Has.Property("IsEmpty").True);
        var digests = await _store.CommitAsync(work => _chunks.DigestsAsync(work, upload, default));
        Assert.That(digests.Select(d => d.ToArray()), Is.EqualTo(new[] { Chunk(0, isLast: false).Digest(), Chunk(1, isLast: true).Digest() }));
    }

    [Test]
    public async Task Find_OfAnotherVersionHolderOrPlace_FindsNothing()
    {
        await UploadedAsync(First, 1);
        foreach (var other in (SectionVersion[])[
            Of with { Version = 2 }, Of with { Holder = Police }, Of with { Record = "b" }, Of with { Section = "b" },
            Of with { Place = SectionPlace.Alert }, Of with { Place = SectionPlace.Request }])
            Assert.That(await _chunks.FindAsync(other, default), Is.Null);
    }

    [Test]
    public async Task Begin_InPlaceOfAStagedOne_AbandonsItAndItsBytesCountUntilItIsSwept()
    {
        var first = await UploadedAsync(First, 2);
        var second = await UploadedAsync(First with { Id = "002" }, 1);
        Assert.That(await _chunks.FindAsync(Of, default), Is.EqualTo(second));
        Assert.That(await StagedAsync(), Is.EqualTo(first.Bytes + second.Bytes));
        Assert.That(await SweepAsync(At, 16), Is.True);
        Assert.That(await SweepAsync(At, 16), Is.False);
        Assert.That(await StagedAsync(), Is.EqualTo(second.Bytes));
        Assert.That((await _chunks.ReadAsync(first, 0, default)).IsEmpty);
    }

    [Test]
    public async Task Sweep_OfAStagedOne_ErasesItOnceItWasLongUntouched()
    {
        var upload = await UploadedAsync(First, 3);
        Assert.That(await SweepAsync(At, 2), Is.False);
        Assert.That(await SweepAsync(At.AddSeconds(1), 2), Is.True);
        // Half erased it is nobody's to go on with.
        Assert.That(await _chunks.FindAsync(Of, default), Is.Null);
        Assert.That(await SweepAsync(At, 2), Is.True);
        Assert.That(await SweepAsync(At.AddSeconds(1), 2), Is.False);
        Assert.That((await _chunks.ReadAsync(upload, 2, default)).IsEmpty);
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public async Task Sweep_OfWhatBeganWhenItDidOrLater_LeavesItToTheNext(int milliseconds, bool takes)
    {
        await UploadedAsync(First with { Id = Identifiers.New(At) }, 1);
        await UploadedAsync(First with { Id = Identifiers.New(At.AddDays(1)) }, 1); // in its place: the first is abandoned
        Assert.That(await SweepAsync(At, 16, begunBefore: At.AddMilliseconds(milliseconds)), Is.EqualTo(takes));
    }

    [Test]
    public async Task Take_AnUpload_KeepsItFromSweepAndLimit()
    {
        var upload = await UploadedAsync(First, 2);
        await _store.CommitAsync(work => _chunks.TakeAsync(work, upload, default));
        Assert.That(await StagedAsync(), Is.Zero);
        Assert.That(await SweepAsync(At.AddDays(9), 16), Is.False);
        Assert.That(await _chunks.FindAsync(Of, default), Is.EqualTo(upload with { State = UploadState.Deposited }));
    }

    [TestCase("avsnitt")]
    [TestCase(null)]
    public async Task Abandon_AnUploadThatWasTaken_LeavesItToTheSweepAndNoOther(string? section)
    {
        var taken = await UploadedAsync(First, 1);
        await _store.CommitAsync(work => _chunks.TakeAsync(work, taken, default));
        await AbandonAsync(SectionPlace.Record, Social, "akt", "annat");
        await AbandonAsync(SectionPlace.Record, Social, "annan", section);
        await AbandonAsync(SectionPlace.Record, Police, "akt", section);
        await AbandonAsync(SectionPlace.Alert, Social, "akt", section);
        Assert.That(await _chunks.FindAsync(Of, default), Is.Not.Null);
        await AbandonAsync(SectionPlace.Record, Social, "akt", section);
        Assert.That(await _chunks.FindAsync(Of, default), Is.Null);
        Assert.That((await _chunks.ReadAsync(taken, 0, default)).IsEmpty);
        Assert.That(await SweepAsync(At, 16), Is.True);

        Task AbandonAsync(SectionPlace place, PartyId holder, string record, string? of) =>
            _store.CommitAsync(work => _chunks.AbandonAsync(work, place, holder, record, of, default));
    }

    private async Task<ChunkUpload> UploadedAsync(ChunkUpload upload, int count)
    {
        await _store.CommitAsync(work => _chunks.BeginAsync(work, upload, At, default));
        for (var i = 0; i < count; i++)
        {
            var chunk = Chunk(i, isLast: i == count - 1);
            await _store.CommitAsync(work => _chunks.AppendAsync(work, upload, chunk, At, default));
            upload = upload with { Count = i + 1, Bytes = upload.Bytes + chunk.Bytes.Length, IsEnded = chunk.Label.IsLast };
        }
        return upload;
    }

    private async Task<long> StagedAsync() => (await _store.CommitAsync(work => _chunks.WaitingAsync(work, Social, default))).Bytes;

    private Task<bool> SweepAsync(DateTimeOffset untouchedSince, int most, DateTimeOffset? begunBefore = null) =>
        _store.CommitAsync(work => _chunks.SweepAsync(work, begunBefore ?? At.AddYears(1), untouchedSince, most, default));

    private static SealedChunk Chunk(int index, bool isLast) => new(
        new ChunkLabel(Social.ToString(), "akt", "avsnitt", 1, index, isLast),
        Enumerable.Repeat((byte)index, (isLast ? 9 : SealedChunk.Size) + SealedChunk.Overhead).ToArray());
}
