using System.Text;
using Gateway.Audit;
using Gateway.Parties;

namespace Gateway.Tests.Audit;

/// <summary>What a pruned log says of its details is read in its one spelling, and anything else is refused.</summary>
public sealed class PrunedDetailsTests
{
    private const string Head = "gateway log details v1\n";

    [Test]
    public async Task File_ReadBack_IsWhatWasWrittenWithoutTheNumbers()
    {
        PrunedDetails[] all =
        [
            new(new PartyId("malmo-soc"), EntryKind.Request, 1204, new DateTimeOffset(2025, 11, 22, 13, 0, 0, 789, TimeSpan.Zero), Erased: 17),
            new(new PartyId("polisen-syd"), EntryKind.AuditLookup, 0, DateTimeOffset.UnixEpoch, Erased: 3),
        ];
        var text = PrunedDetails.Write(all);
        Assert.That(text, Is.EqualTo(Head + "malmo-soc request 1204 2025-11-22T13:00:00.789Z\npolisen-syd audit-lookup 0 1970-01-01T00:00:00.000Z\n"));
        Assert.That(await ReadAsync(text), Is.EqualTo(all.Select(p => p with { Erased = 0 })));
    }

    [Test]
    public async Task File_ThatIsNotThere_SaysNothing() => Assert.That(await PrunedDetails.ReadAsync(new OneFile(null), default), Is.Empty);

    [TestCase("")]
    [TestCase("gateway log details v2\n")]
    [TestCase(Head + "soc request 5 1970-01-01T00:00:00.000Z")]
    [TestCase(Head + "\n")]
    [TestCase(Head + "soc request 5\n")]
    [TestCase(Head + "soc request 05 1970-01-01T00:00:00.000Z\n")]
    [TestCase(Head + "soc request -5 1970-01-01T00:00:00.000Z\n")]
    [TestCase(Head + "soc request 5 1970-01-01\n")]
    [TestCase(Head + "soc request 5 1970-01-01T00:00:00.000Z more\n")]
    [TestCase(Head + "soc annat 5 1970-01-01T00:00:00.000Z\n")]
    [TestCase(Head + "S\u001bC request 5 1970-01-01T00:00:00.000Z\n")]
    [TestCase(Head + "soc request 5 1970-01-01T00:00:00.000Z\r\n")]
    public async Task File_ThatIsNoneOrIsSpeltOtherwise_IsRefused(string text) => await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text));

    [Test]
    public async Task File_LongerThanAnyIs_IsRefused() => await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(
        Head + string.Concat(Enumerable.Repeat("soc request 5 1970-01-01T00:00:00.000Z\n", 30_000))));

    private static async Task<IReadOnlyList<PrunedDetails>> ReadAsync(string text) => await PrunedDetails.ReadAsync(new OneFile(text), default);

    private sealed class OneFile(string? text) : ITileSource
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken ct)
        {
            Assert.That(path, Is.EqualTo("details"));
            return ValueTask.FromResult(text is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(text));
        }
    }
}
