using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Coherence;

/// <summary>Counts what the cache does, in the meter <c>Evenkeel.AspNetCore</c>. None costs anything that counts while nobody listens.</summary>
internal sealed class CacheMetrics : IInstruments
{
    private readonly Meter _meter;

    public CacheMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        Hits = Counter("hits", "Calls that were answered from memory.");
        Misses = Counter("misses", "Calls that found nothing in memory that holds.");
        Fills = Counter("fills", "Values that were computed.");
        Detached = Counter("fills.detached", "Values that were not kept, because something they were read from had changed meanwhile.");
        Evictions = Counter("evictions", "Values that made room for others.");
        Bypasses = Counter("bypasses", "Calls that went past the cache.");
    }

    public Counter<long> Hits { get; }

    public Counter<long> Misses { get; }

    public Counter<long> Fills { get; }

    public Counter<long> Detached { get; }

    public Counter<long> Evictions { get; }

    public Counter<long> Bypasses { get; }

    public void Dispose() => _meter.Dispose();

    private Counter<long> Counter(string name, string description) => _meter.CreateCounter<long>($"evenkeel.cache.{name}", "{call}", description);
}
