using System.Diagnostics.Metrics;
using Evenkeel.AspNetCore.Telemetry;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>What this instance knows of deployments, and how many pages listen to it, read when somebody collects it.</summary>
internal sealed class DeploymentMetrics : IInstruments
{
    private readonly Meter _meter;

    public DeploymentMetrics(IMeterFactory meters, DeploymentState state, EventStreams streams)
    {
        _meter = meters.Create(TelemetryNames.Source);
        _meter.CreateObservableGauge("evenkeel.deployment.epoch", () => state.Now.Current?.Epoch ?? 0, "{epoch}", "The epoch of the current deployment, as this instance knows it; 0: it knows of none.");
        _meter.CreateObservableGauge("evenkeel.deployment.live_builds", () => (long)state.Now.LiveBuilds.Count, "{build}", "Builds of which an instance is there. More than one: a deployment is under way.");
        _meter.CreateObservableGauge("evenkeel.deployment.streams", () => (long)streams.Count, "{stream}", "Pages that listen to this instance.");
    }

    public void Dispose() => _meter.Dispose();
}
