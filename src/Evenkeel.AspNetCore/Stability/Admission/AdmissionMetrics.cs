using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>What the gate in front of the application counts, read when somebody collects it: a request pays nothing for it.</summary>
internal sealed class AdmissionMetrics : IInstruments
{
    private readonly Meter _meter;

    public AdmissionMetrics(IMeterFactory meters, ServerGate server)
    {
        var gate = Gate = server.Gate;
        _meter = meters.Create(TelemetryNames.Source);
        _meter.CreateObservableGauge("evenkeel.admission.limit", () => gate.Limit, "{request}", "How many requests may be worked on at once.");
        _meter.CreateObservableGauge("evenkeel.admission.in_flight", () => gate.InFlight, "{request}", "How many are worked on.");
        _meter.CreateObservableGauge("evenkeel.admission.queued", () => gate.Queued, "{request}", "How many wait for a place.");
        _meter.CreateObservableCounter("evenkeel.admission.requests", () => Outcomes(gate), "{request}", "Requests by what became of them at the door.");
    }

    public AdmissionGate Gate { get; }

    public void Dispose() => _meter.Dispose();

    private static Measurement<long>[] Outcomes(AdmissionGate gate) =>
    [
        Count(gate, AdmissionOutcome.Admitted, "admitted"),
        Count(gate, AdmissionOutcome.QueueFull, "queue-full"),
        Count(gate, AdmissionOutcome.QueuedTooLong, "queued-too-long"),
        Count(gate, AdmissionOutcome.Gone, "gone"),
    ];

    private static Measurement<long> Count(AdmissionGate gate, AdmissionOutcome outcome, string name) => new(gate.CountOf(outcome), new KeyValuePair<string, object?>("outcome", name));
}
