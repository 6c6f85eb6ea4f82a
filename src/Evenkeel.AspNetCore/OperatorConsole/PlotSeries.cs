using Evenkeel.AspNetCore.Telemetry.Exposition;

namespace Evenkeel.AspNetCore.OperatorConsole;

/// <summary>What the plots show, out of what is measured.</summary>
internal static class PlotSeries
{
    private static readonly (string Name, string Metric, string? Label, string[] Values)[] All =
    [
        ("applied", "evenkeel.operations", "evenkeel_outcome", ["applied"]),
        ("replayed", "evenkeel.operations", "evenkeel_outcome", ["replayed"]),
        ("rejected", "evenkeel.operations", "evenkeel_outcome", ["rejected", "conflict", "void"]),
        ("refused", "evenkeel.operations", "evenkeel_outcome", ["refused"]),
        ("failed", "evenkeel.operations", "evenkeel_outcome", ["failed", "unknown"]),
        ("recoveries", "evenkeel.recoveries", null, []),
        ("hits", "evenkeel.cache.hits", null, []),
        ("misses", "evenkeel.cache.misses", null, []),
        ("violations", "evenkeel.coherence.violations", null, []),
        ("feedLag", "evenkeel.feed.lag", null, []),
        ("limit", "evenkeel.admission.limit", null, []),
        ("inFlight", "evenkeel.admission.in_flight", null, []),
        ("queued", "evenkeel.admission.queued", null, []),
        ("turnedAway", "evenkeel.admission.requests", "outcome", ["queue-full", "queued-too-long"]),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static each => each.Name)];

    public static IReadOnlyList<double?> Read(IReadOnlyList<Metric> metrics) => [.. All.Select(each => ValueOf(metrics, each.Metric, each.Label, each.Values))];

    private static double? ValueOf(IReadOnlyList<Metric> metrics, string name, string? label, string[] values)
    {
        if (metrics.FirstOrDefault(each => each.Name == name) is not { } metric)
        {
            return null;
        }

        var found = metric.Series.Where(each => label is null || (Labels.Read(each.Key).TryGetValue(label, out var value) && values.Contains(value))).Select(static each => each.Value.Read().Value).ToList();
        return found.Count > 0 || metric.Kind == MetricKind.Counter ? found.Sum() : null;
    }
}
