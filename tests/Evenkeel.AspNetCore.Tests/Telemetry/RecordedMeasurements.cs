using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Telemetry;

/// <summary>Listens to one application's instruments.</summary>
internal sealed class RecordedMeasurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _all = new();

    public RecordedMeasurements(TestApp app)
    {
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name == EvenkeelTelemetry.MeterName)
            {
                Instruments.Add(instrument);
                me.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    public void Observe() => _listener.RecordObservableInstruments();

    public double[] ValuesOf(string name) => [.. _all.Where(each => each.Name == name).Select(each => each.Value)];

    /// <summary>Sums of a counter, by the values of its tags in the order of their names.</summary>
    public string[] SumsOf(string name) =>
    [
        .. _all.Where(each => each.Name == name)
            .GroupBy(each => string.Join(' ', each.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Value)), each => each.Value)
            .Select(each => $"{each.Key} = {each.Sum()}").Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _all.Enqueue((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray())));
}
