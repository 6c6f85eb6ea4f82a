using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Purging;

/// <summary>Counts what was removed since its time was over.</summary>
internal sealed class PurgeMetrics : IInstruments
{
    private readonly Meter _meter;
    private readonly Counter<long> _rows;

    public PurgeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _rows = _meter.CreateCounter<long>("evenkeel.purged", "{row}", "Rows that were removed, since their time was over.");
    }

    public void Dispose() => _meter.Dispose();

    /// <param name="what"><c>operations</c>, <c>drafts</c> or <c>sessions</c>.</param>
    /// <param name="rows">How many.</param>
    public void Removed(string what, int rows)
    {
        if (rows > 0)
        {
            _rows.Add(rows, new KeyValuePair<string, object?>("evenkeel.kind", what));
        }
    }
}
