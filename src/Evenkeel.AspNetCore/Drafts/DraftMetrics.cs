using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Counts saves of drafts, by what became of them.</summary>
internal sealed class DraftMetrics : IInstruments
{
    private readonly Meter _meter;
    private readonly Counter<long> _saves;

    public DraftMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _saves = _meter.CreateCounter<long>("evenkeel.draft.saves", "{save}", "Saves of drafts by what became of them.");
    }

    public void Dispose() => _meter.Dispose();

    public void Saved(SaveOutcome outcome)
    {
        if (_saves.Enabled)
        {
            _saves.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Outcome, NameOf(outcome)));
        }
    }

    private static string NameOf(SaveOutcome outcome) => outcome switch
    {
        SaveOutcome.Saved => "saved",
        SaveOutcome.Conflict => "conflict",
        SaveOutcome.Consumed => "consumed",
        _ => "too-many",
    };
}
