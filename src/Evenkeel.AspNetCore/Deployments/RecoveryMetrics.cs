using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>Counts what pages did to agree with the server again, in the meter <c>Evenkeel.AspNetCore</c>.</summary>
internal sealed class RecoveryMetrics : IInstruments
{
    private readonly Meter _meter;
    private readonly Counter<long> _count;
    private readonly Histogram<double> _duration;
    private readonly DeploymentState _state;

    public RecoveryMetrics(IMeterFactory meters, DeploymentState state)
    {
        _state = state;
        _meter = meters.Create(TelemetryNames.Source);
        _count = _meter.CreateCounter<long>("evenkeel.recoveries", "{recovery}", "What pages did to agree with the server again.");
        _duration = _meter.CreateHistogram<double>("evenkeel.recovery.duration", "s", "How long a page took to agree with the server again.");
    }

    public void Dispose() => _meter.Dispose();

    public void Count(RecoveryReport report)
    {
        KeyValuePair<string, object?>[] tags = [new("kind", report.Kind), new("from", NameOf(report.From)), new("to", NameOf(report.To))];
        _count.Add(1, tags);
        _duration.Record(report.Ms / 1000, tags);
    }

    // Pages tell their names themselves: what is not known must not make a series of its own.
    private string NameOf(string? build) => build is not null && (_state.Now.KnownBuilds.Contains(build) || build == _state.Now.Current?.Page) ? build : "other";
}
