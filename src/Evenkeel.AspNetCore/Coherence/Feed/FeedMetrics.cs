using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>What is known of the feed of changes, read when somebody collects it.</summary>
internal sealed class FeedMetrics : IInstruments
{
    private readonly Meter _meter;
    private readonly ChangeFeed? _feed;

    public FeedMetrics(IMeterFactory meters, IServiceProvider services)
    {
        // Without a context of the application's there is no feed, and it has not been silent.
        _feed = services.GetService<ApplicationStore>() is null ? null : services.GetRequiredService<ChangeFeed>();
        _meter = meters.Create(TelemetryNames.Source);
        _meter.CreateObservableGauge("evenkeel.feed.lag", Lag, "s", "For how long this instance has heard nothing of the changes of others. Nothing is told before it has heard for the first time.");
        _meter.CreateObservableCounter("evenkeel.feed.resets", () => (long)(_feed?.Resets ?? 0), "{reset}", "How often this instance has forgotten all that it had cached, since it had missed something.");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Lag() => _feed?.Silence is { } silence ? [new Measurement<double>(Math.Max(0, silence.TotalSeconds))] : [];
}
