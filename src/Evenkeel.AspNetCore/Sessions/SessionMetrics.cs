using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Counts what happens to sessions, in the meter <c>Evenkeel.AspNetCore</c>.</summary>
internal sealed class SessionMetrics : IInstruments
{
    private readonly Meter _meter;

    public SessionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        Unknown = Counter("unknown", "Requests that were answered 503, because nothing could be told of their session.");
        FailedRenewals = Counter("renewals.failed", "Sessions that could not be renewed. Their requests were answered.");
        Adopted = Counter("adopted", "Cookies with a whole ticket in them that became stored sessions.");
        Loads = Counter("loads", "Sessions that were read from the database.");
    }

    public Counter<long> Unknown { get; }

    public Counter<long> FailedRenewals { get; }

    public Counter<long> Adopted { get; }

    public Counter<long> Loads { get; }

    public void Dispose() => _meter.Dispose();

    private Counter<long> Counter(string name, string description) => _meter.CreateCounter<long>($"evenkeel.session.{name}", "{call}", description);
}
