using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Telemetry.Exposition;

/// <summary>Listens to this application's instruments from its start on, and gives what they have measured, once for all who ask within a moment.</summary>
internal sealed class MetricsCollector : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();
    private readonly MeterListener _listener = new();
    private readonly MetricsOptions _options;
    private readonly IMeterFactory _meters;
    private readonly TimeProvider _clock;
    private readonly Lock _turn = new();
    private long? _collectedAt;
    private byte[]? _plain;
    private byte[]? _open;

    public MetricsCollector(IMeterFactory meters, IOptions<MetricsOptions> options, TimeProvider clock)
    {
        (_meters, _options, _clock) = (meters, options.Value, clock);
        _listener.InstrumentPublished = Listen;
        _listener.MeasurementsCompleted = (instrument, _) => _metrics.TryRemove(instrument, out Metric? _);
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, metric) => ((Metric)metric!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, metric) => ((Metric)metric!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, metric) => ((Metric)metric!).Measure(value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    /// <summary>The exposition. Those who ask at the same time share it.</summary>
    public byte[] Collect(bool openMetrics)
    {
        lock (_turn)
        {
            Look();
            return openMetrics ? _open ??= Write(openMetrics) : _plain ??= Write(openMetrics);
        }
    }

    /// <summary>What was measured, by name.</summary>
    public IReadOnlyList<Metric> Read()
    {
        lock (_turn)
        {
            Look();
            return [.. _metrics.Values.OrderBy(static each => each.Name, StringComparer.Ordinal)];
        }
    }

    private void Look()
    {
        if (_collectedAt is not { } at || _clock.GetElapsedTime(at) >= _options.KeepFor)
        {
            _collectedAt = _clock.GetTimestamp();
            _listener.RecordObservableInstruments();
            (_plain, _open) = (null, null);
        }
    }

    private byte[] Write(bool openMetrics) => ExpositionText.Of(_metrics.Values.OrderBy(static each => each.Name, StringComparer.Ordinal), openMetrics);

    // Another application in the same process has meters of the same name.
    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == TelemetryNames.Source && ReferenceEquals(instrument.Meter.Scope, _meters))
        {
            listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(instrument, static (each, most) => new Metric(each, most), _options.MostSeries));
        }
    }
}
