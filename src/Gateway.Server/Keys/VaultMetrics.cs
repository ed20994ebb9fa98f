using System.Diagnostics.Metrics;
using Gateway.Server.Telemetry;

namespace Gateway.Server.Keys;

/// <summary>How often the vault is asked, and what came of it: by construction never per record. Thread-safe.</summary>
public sealed class VaultMetrics : IDisposable
{
    private readonly Meter _meter = new(GatewayMetrics.Name);
    private readonly Counter<long> _calls;

    public VaultMetrics() =>
        _calls = _meter.CreateCounter<long>("gateway.vault.calls", "{call}", "questions to the vault, by kind and outcome");

    /// <summary>The vault was asked.</summary>
    /// <param name="question">For what.</param>
    /// <param name="fault">What went wrong; null where it answered.</param>
    public void Asked(VaultQuestion question, VaultFault? fault) => _calls.Add(
        1, new("question", question.ToString()), new("outcome", fault?.ToString() ?? "Answered"));

    /// <summary>Whether an instrument is this object's, where a process holds several.</summary>
    internal bool Owns(Instrument instrument) => instrument.Meter == _meter;

    public void Dispose() => _meter.Dispose();
}
