using System.Diagnostics.Metrics;
using Gateway.Policy;

namespace Gateway.Server.Telemetry;

/// <summary>
/// What operators watch, as counts and times; nothing about people, parties or records (design §1.10). Thread-safe.
/// </summary>
public sealed class GatewayMetrics : IDisposable
{
    /// <summary>Name of the meter, and of the activity source.</summary>
    public const string Name = "Gateway";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _decisions;
    private readonly Histogram<long> _batchSize;
    private readonly Histogram<double> _batchDuration;
    private long _unlogged;
    private int _overdue;
    private int _overdueFollowUps;
    private long _quorumAge = -1;

    public GatewayMetrics()
    {
        _decisions = _meter.CreateCounter<long>("gateway.decisions", "{section}", "sections decided, by outcome");
        _batchSize = _meter.CreateHistogram<long>("gateway.log.batch.size", "{change}", "changes that shared one commit");
        _batchDuration = _meter.CreateHistogram<double>("gateway.log.batch.duration", "s", "from a commit's turn until it is durable");
        // Observable, so that the zero is told too: an alarm on it must see the number, not its absence.
        _meter.CreateObservableCounter("gateway.decisions.unlogged", () => Interlocked.Read(ref _unlogged), "{decision}",
            "decisions answered without a receipt: 0 by construction");
        _meter.CreateObservableGauge("gateway.alerts.overdue", () => Volatile.Read(ref _overdue), "{alert}",
            "open alerts past their deadline");
        _meter.CreateObservableGauge("gateway.follow_ups.overdue", () => Volatile.Read(ref _overdueFollowUps), "{follow-up}",
            "follow-ups that were not done in time");
        _meter.CreateObservableGauge("gateway.log.quorum.age", QuorumAges, "s", "since a quorum of witnesses cosigned the log last");
    }

    /// <summary>A decision is about to be answered.</summary>
    /// <param name="outcomes">The outcome of each of its sections.</param>
    /// <param name="receipts">How many receipts go with it; a decision without one counts as unlogged.</param>
    public void Decided(IEnumerable<Outcome> outcomes, int receipts)
    {
        foreach (var outcome in outcomes) _decisions.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        if (receipts == 0) Interlocked.Increment(ref _unlogged);
    }

    /// <summary>The log made a batch of changes durable.</summary>
    public void Committed(int changes, TimeSpan took)
    {
        _batchSize.Record(changes);
        _batchDuration.Record(took.TotalSeconds);
    }

    /// <summary>How many open alerts and follow-ups are past their deadline now.</summary>
    public void Overdue(int alerts, int followUps)
    {
        Volatile.Write(ref _overdue, alerts);
        Volatile.Write(ref _overdueFollowUps, followUps);
    }

    /// <summary>How long ago a quorum of witnesses cosigned the log last; before the first, since this process began.</summary>
    public void QuorumAge(TimeSpan age) => Interlocked.Exchange(ref _quorumAge, (long)age.TotalSeconds);

    /// <summary>Whether an instrument is this object's, where a process holds several.</summary>
    internal bool Owns(Instrument instrument) => instrument.Meter == _meter;

    public void Dispose() => _meter.Dispose();

    /// <summary>None where nobody witnesses the log.</summary>
    private IEnumerable<Measurement<long>> QuorumAges() => Interlocked.Read(ref _quorumAge) is >= 0 and var age ? [new(age)] : [];
}
