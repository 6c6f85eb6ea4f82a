using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>All that was measured by one instrument. Thread-safe.</summary>
internal sealed class Metric
{
    /// <summary>Longer labels than any of ours go into the overflow.</summary>
    private const int MaxLabels = 1024;

    private readonly bool _adds;
    private readonly int _mostSeries;
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);

    public Metric(Instrument instrument, int mostSeries)
    {
        (Name, Unit, Help, _mostSeries) = (instrument.Name, instrument.Unit, instrument.Description ?? "", mostSeries);
        var type = instrument.GetType().GetGenericTypeDefinition();
        Kind = type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter : type == typeof(Histogram<>) ? MetricKind.Histogram : MetricKind.Gauge;
        _adds = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        Bounds = Kind != MetricKind.Histogram ? [] : instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            // The defaults of OpenTelemetry for durations in seconds.
            _ => [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
        };
    }

    public string Name { get; }

    public string? Unit { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    public double[] Bounds { get; }

    public IEnumerable<KeyValuePair<string, Series>> Series => _series.OrderBy(static each => each.Key, StringComparer.Ordinal);

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(tags);
        if (Kind == MetricKind.Histogram)
        {
            series.Record(value);
        }
        else if (_adds)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Span<char> labels = stackalloc char[MaxLabels];
        if (Labels.Write(tags, labels) is { } length)
        {
            var known = _series.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(labels[..length], out var series))
            {
                return series;
            }

            if (_series.Count < _mostSeries)
            {
                return _series.GetOrAdd(labels[..length].ToString(), static (_, metric) => new Series(metric.Bounds), this);
            }
        }

        return _series.GetOrAdd(Labels.Overflow, static (_, metric) => new Series(metric.Bounds), this);
    }
}
