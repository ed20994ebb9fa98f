using System.Diagnostics.Metrics;
using Gateway.Policy;
using Gateway.Server.Telemetry;

namespace Gateway.Server.Tests.Telemetry;

internal sealed class GatewayMetricsTests
{
    private readonly Dictionary<string, double> _seen = [];

    [TestCase(0, 1)]
    [TestCase(1, 0)]
    public void Decided_WithSoManyReceipts_CountsTheUnlogged(int receipts, int unlogged)
    {
        Measure(metrics => metrics.Decided([Outcome.Permit, Outcome.Permit, Outcome.Deny], receipts));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_seen["gateway.decisions Permit"], Is.EqualTo(2));
            Assert.That(_seen["gateway.decisions Deny"], Is.EqualTo(1));
            Assert.That(_seen["gateway.decisions.unlogged "], Is.EqualTo(unlogged));
        }
    }

    [Test]
    public void Committed_Batch_TellsSizeAndSeconds()
    {
        Measure(metrics => metrics.Committed(7, TimeSpan.FromMilliseconds(1500)));
        Assert.That(_seen["gateway.log.batch.size "], Is.EqualTo(7));
        Assert.That(_seen["gateway.log.batch.duration "], Is.EqualTo(1.5));
    }

    [Test]
    public void Overdue_ToldTwice_IsTheLast()
    {
        Measure(metrics =>
        {
            metrics.Overdue(alerts: 4, followUps: 6);
            metrics.Overdue(alerts: 3, followUps: 5);
        });
        Assert.That(_seen["gateway.alerts.overdue "], Is.EqualTo(3));
        Assert.That(_seen["gateway.follow_ups.overdue "], Is.EqualTo(5));
    }

    [Test]
    public void QuorumAge_WithWitnessesAndWithout_IsToldAndLeftOut()
    {
        Measure(metrics => metrics.QuorumAge(TimeSpan.FromSeconds(12.7)));
        Assert.That(_seen["gateway.log.quorum.age "], Is.EqualTo(12));
        Measure(_ => { });
        Assert.That(_seen, Does.Not.ContainKey("gateway.log.quorum.age "));
    }

    private void Measure(Action<GatewayMetrics> record)
    {
        _seen.Clear();
        using var metrics = new GatewayMetrics();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (metrics.Owns(instrument)) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        record(metrics);
        listener.RecordObservableInstruments();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = $"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")}";
        _seen[key] = _seen.GetValueOrDefault(key) + value;
    }
}
