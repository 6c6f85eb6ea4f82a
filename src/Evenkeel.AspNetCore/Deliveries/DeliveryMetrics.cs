using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Counts attempts of deliveries, by what became of them.</summary>
internal sealed class DeliveryMetrics : IInstruments
{
    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _delay;

    public DeliveryMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _attempts = _meter.CreateCounter<long>("evenkeel.deliveries", "{attempt}", "Attempts of deliveries by what became of them.");
        _delay = _meter.CreateHistogram("evenkeel.delivery.delay", "s", "How long after it was decided on a delivery was made.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1800, 3600, 21600, 86400] });
    }

    public void Dispose() => _meter.Dispose();

    /// <param name="name">The kind of delivery.</param>
    /// <param name="outcome"><c>delivered</c>, <c>retried</c>, <c>parked</c>, or <c>given-back</c>: cut off by a shutdown.</param>
    public void Ended(string name, string outcome) => _attempts.Add(1, new("evenkeel.delivery", name), new(TelemetryNames.Outcome, outcome));

    public void Delivered(string name, TimeSpan delay)
    {
        Ended(name, "delivered");
        _delay.Record(Math.Max(0, delay.TotalSeconds), new KeyValuePair<string, object?>("evenkeel.delivery", name));
    }
}
