using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>What the probe has found since the start, also as counters of the meter <c>Evenkeel.AspNetCore</c>. Thread-safe.</summary>
internal sealed class ProbeFindings : IInstruments
{
    private readonly Meter _meter;
    private readonly Counter<long> _reads;
    private readonly Counter<long> _stale;
    private long _violations;
    private long _rounds;

    public ProbeFindings(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(TelemetryNames.Source);
        _reads = meter.CreateCounter<long>("evenkeel.coherence.probes", "{read}", "Cached reads that the probe has compared with what was promised.");
        _stale = meter.CreateCounter<long>("evenkeel.coherence.violations", "{read}", "Those that were older. Anything but 0 is a fault of Evenkeel.");
    }

    public long Violations => Volatile.Read(ref _violations);

    /// <summary>Rounds in which the database could be reached throughout.</summary>
    public long Rounds => Volatile.Read(ref _rounds);

    /// <summary>The last violation in words; null: there was none.</summary>
    public string? Last { get; private set; }

    public void Dispose() => _meter.Dispose();

    public void Compared() => _reads.Add(1);

    public void Stale(string what)
    {
        Last = what;
        Interlocked.Increment(ref _violations);
        _stale.Add(1);
    }

    public void RoundDone() => Interlocked.Increment(ref _rounds);
}
