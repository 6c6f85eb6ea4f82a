using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>Counts requests that took too long, and what became of their handlers.</summary>
internal sealed class DeadlineMetrics : IInstruments
{
    private readonly Meter _meter;
    private readonly Counter<long> _exceeded;
    private readonly UpDownCounter<long> _late;
    private readonly Counter<long> _ended;

    public DeadlineMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _exceeded = _meter.CreateCounter<long>("evenkeel.deadline.exceeded", "{request}", "Requests that were answered 504 since their time was over.");
        _late = _meter.CreateUpDownCounter<long>("evenkeel.deadline.late", "{request}", "Those whose handler goes on.");
        _ended = _meter.CreateCounter<long>("evenkeel.deadline.late_ended", "{request}", "Handlers that went on, by how they ended.");
    }

    public void Dispose() => _meter.Dispose();

    public void Exceeded(string action) => _exceeded.Add(1, Tag(action));

    /// <returns>Ends when the handler does.</returns>
    public IDisposable Late(string action)
    {
        Exceeded(action);
        _late.Add(1, Tag(action));
        return new Running(this, action);
    }

    public void Ended(string action, string outcome) => _ended.Add(1, Tag(action), new KeyValuePair<string, object?>(TelemetryNames.Outcome, outcome));

    private static KeyValuePair<string, object?> Tag(string action) => new(TelemetryNames.Action, action);

    private sealed class Running(DeadlineMetrics metrics, string action) : IDisposable
    {
        public void Dispose() => metrics._late.Add(-1, Tag(action));
    }
}
