using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Crypto;
using Gateway.Parties;
using Gateway.Server.Telemetry;
using Gateway.Storage;
using Gateway.Storage.Log;

namespace Gateway.Server.Tests.Telemetry;

internal sealed class MeasuredDatabaseTests
{
    [Test]
    public async Task Commit_ChangesOfRealLog_AreCountedOnceEach()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-measured-").FullName;
        var sizes = new ConcurrentQueue<long>();
        var durations = new ConcurrentQueue<double>();
        using var metrics = new GatewayMetrics();
        using var listener = Listen(metrics, sizes, durations);
        await using (var database = SqliteDatabase.Open(folder))
        await using (var log = new AuditLog(
            new MeasuredDatabase(database, metrics, TimeProvider.System), new SqlLogStore(database),
            new LogSigner("log.example", new byte[32]), TimeProvider.System))
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => log.CommitAsync(
                (_, _) => ValueTask.FromResult(new Change<int>(i, [Entry()])), CancellationToken.None)));
            // A change that is undone is none of what the commit bears.
            Assert.That(
                () => log.CommitAsync<int>((_, _) => throw new InvalidOperationException(), CancellationToken.None),
                Throws.InvalidOperationException);
        }

        Directory.Delete(folder, recursive: true);
        Assert.That(sizes.Sum(), Is.EqualTo(20));
        Assert.That(durations, Has.Count.EqualTo(sizes.Count).And.All.GreaterThan(0));
    }

    private static MeterListener Listen(GatewayMetrics metrics, ConcurrentQueue<long> sizes, ConcurrentQueue<double> durations)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (metrics.Owns(instrument) && instrument.Name.StartsWith("gateway.log.batch", StringComparison.Ordinal))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, size, _, _) => sizes.Enqueue(size));
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => durations.Enqueue(seconds));
        listener.Start();
        return listener;
    }

    private static AuditEntry Entry() => AuditEntry.Make(
        new EntryDraft
        {
            Kind = EntryKind.Request, Holder = new PartyId("social"), Counterpart = new PartyId("police"), Subject = new byte[32],
            HolderView = new JsonObject(), CounterpartView = new JsonObject(),
        },
        TimeProvider.System.GetUtcNow(), new BoxKeys([.. Enumerable.Repeat((byte)1, 32)]), new BoxKeys([.. Enumerable.Repeat((byte)2, 32)]));
}
