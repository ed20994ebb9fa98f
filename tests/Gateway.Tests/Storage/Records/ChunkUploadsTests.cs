using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Enforcement;
using Gateway.Parties;
using Gateway.Policy;
using Gateway.Records;
using Gateway.Storage.Enforcement;
using Gateway.Storage.Records;
using Gateway.Tests.Enforcement;
using static Gateway.Tests.Storage.TestStore;

namespace Gateway.Tests.Storage.Records;

/// <summary>What waits for a deposit is bounded in size and age.</summary>
public sealed class ChunkUploadsTests
{
    private const long Room = 2L * (SealedChunk.Size + SealedChunk.Overhead);

    private static readonly SectionVersion Of = new(SectionPlace.Record, Social, "akt", "avsnitt", 1);

    private static readonly Caller By = new(Social, "r", 3);

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
    public async Task Append_BeyondThePartysLimit_IsRefusedAndStoresNothing()
    {
        var uploads = Uploads(TimeSpan.FromDays(1));
        var upload = await BegunAsync("001", Of);
        for (var i = 0; i < 2; i++) upload = await uploads.AppendAsync(By, upload, Chunk(i), default);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => uploads.AppendAsync(By, upload, Chunk(2), default));
        Assert.That(refused?.Refusal, Is.EqualTo(Refusal.WrongState));
        Assert.That((await _chunks.FindAsync(Of, default))?.Count, Is.EqualTo(2));
        // Another party's room is its own.
        var others = await BegunAsync("002", Of with { Holder = Police });
        Assert.That((await uploads.AppendAsync(By, others, Chunk(0, Police.ToString()), default)).Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Begin_BeyondThePartysLimit_IsRefusedUntilTheOthersAreTakenOrSwept()
    {
        var registrar = new Officer { Party = Social, Id = By.Officer, Roles = [RecordDeposit.Role] };
        await _store.CommitAsync(work => new SqlPartyStore(_store.Database).SaveOfficerAsync(work, registrar, default));
        var time = new ManualTime(At);
        var uploads = Uploads(TimeSpan.FromDays(1), time);
        var taken = await uploads.BeginAsync(By, Of with { Section = "annat" }, 0, default);
        await uploads.BeginAsync(By, Of, 0, default);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => uploads.BeginAsync(By, Of, 0, default));
        Assert.That(refused?.Refusal, Is.EqualTo(Refusal.WrongState));
        await _store.CommitAsync(work => _chunks.TakeAsync(work, taken, default));
        await uploads.BeginAsync(By, Of, 0, default);
        // Now one that waits and one that is abandoned.
        await Assert.ThrowsAsync<RefusedException>(() => uploads.BeginAsync(By, Of, 0, default));
        time.Now += TimeSpan.FromSeconds(1);
        await uploads.SweepAsync(default);
        Assert.That((await uploads.BeginAsync(By, Of, 0, default)).Count, Is.Zero);
    }

    [Test]
    public async Task Append_ToAnUploadThatIsNotTheSectionsAnyMore_IsRefused()
    {
        var uploads = Uploads(TimeSpan.FromDays(1));
        var upload = await BegunAsync("001", Of);
        await BegunAsync("002", Of);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => uploads.AppendAsync(By, upload, Chunk(0), default));
        Assert.That(refused?.Refusal, Is.EqualTo(Refusal.UnderWay));
        Assert.That((await _chunks.FindAsync(Of, default))?.Count, Is.Zero);
    }

    [TestCase(1, true)]
    [TestCase(-1, false)]
    public async Task Sweep_OfAnUpload_ErasesWhatIsOlderThanPatience(int hours, bool stays)
    {
        // Stored by a clock that stands at a day long past: with patience until now it is young, with an hour less it is old.
        var upload = await BegunAsync("001", Of);
        await _store.CommitAsync(work => _chunks.AppendAsync(work, upload, Chunk(0), At, default));
        await Uploads(TimeProvider.System.GetUtcNow() - At + TimeSpan.FromHours(hours)).SweepAsync(default);
        Assert.That(await _chunks.FindAsync(Of, default) is not null, Is.EqualTo(stays));
    }

    private ChunkUploads Uploads(TimeSpan patience, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var pseudonyms = new SubjectPseudonyms(Bytes(7));
        var registers = new PolicyInformationPoint(
            new SqlPartyStore(_store.Database), new SqlCaseStore(), new SqlConsentStore(), pseudonyms);
        var rights = new UploadRights(
            registers, new SqlRequestStore(_store.Database), new SqlFulfilmentStore(), new CatalogueInForce(ActiveCatalogue.Embedded), time);
        return new ChunkUploads(rights, _chunks, _store.Database, new UploadLimits(2, Room, patience), time);
    }

    private async Task<ChunkUpload> BegunAsync(string id, SectionVersion of)
    {
        var upload = new ChunkUpload(id, of, 0, 0, IsEnded: false, UploadState.Staged);
        await _store.CommitAsync(work => _chunks.BeginAsync(work, upload, At, default));
        return upload;
    }

    private static SealedChunk Chunk(int index, string holder = "malmo-soc") => new(
        new ChunkLabel(holder, "akt", "avsnitt", 1, index, IsLast: false), new byte[SealedChunk.Size + SealedChunk.Overhead]);
}
