using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>Counts operations, by what became of them.</summary>
internal sealed class OperationMetrics : IInstruments
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly InstrumentAdvice<long> Sizes = new() { HistogramBucketBoundaries = [1, 2, 3, 5, 10, 20, 40, 60, 100, 200, 500] };

    private readonly Meter _meter;
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<long> _flushSize;
    private readonly Histogram<long> _commitSize;

    public OperationMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _operations = _meter.CreateCounter<long>("evenkeel.operations", "{operation}", "Operations by what became of them.");
        _duration = _meter.CreateHistogram("evenkeel.operation.duration", "s", "How long operations that reached their action ran, each by itself.", tags: null, Seconds);
        _active = _meter.CreateUpDownCounter<long>("evenkeel.operations.active", "{operation}", "Operations that run.");
        _flushSize = _meter.CreateHistogram("evenkeel.flush.size", "{operation}", "How many lines a flush had.", tags: null, Sizes);
        _commitSize = _meter.CreateHistogram("evenkeel.commit.size", "{operation}", "How many operations shared a commit.", tags: null, Sizes);
    }

    public bool AreHeard => _operations.Enabled || _duration.Enabled || _active.Enabled;

    public void Dispose() => _meter.Dispose();

    public void Began(string action) => _active.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Action, action));

    public void Ended(string action) => _active.Add(-1, new KeyValuePair<string, object?>(TelemetryNames.Action, action));

    /// <param name="operation">What was run.</param>
    /// <param name="route"><c>direct</c>, by its own route; <c>flush</c>; or <c>call</c>, through ICommands.</param>
    public void Count(MeasuredOperation operation, string route)
    {
        var tags = new TagList
        {
            { TelemetryNames.Action, operation.Action },
            { TelemetryNames.Outcome, operation.Outcome },
        };
        if (operation.Action != MeasuredOperation.OtherAction)
        {
            _duration.Record(operation.Took.TotalSeconds, tags);
        }

        tags.Add("evenkeel.route", route);
        if (operation.ErrorType is { } error)
        {
            tags.Add(TelemetryNames.ErrorType, error);
        }

        _operations.Add(1, tags);
    }

    public void Flushed(int operations) => _flushSize.Record(operations);

    public void Committed(int operations, bool stands) =>
        _commitSize.Record(operations, new KeyValuePair<string, object?>(TelemetryNames.Outcome, stands ? "committed" : "failed"));
}
