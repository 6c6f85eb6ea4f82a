using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>Degraded from the first stale read until the process ends: what it has cached cannot be trusted until somebody has looked.</summary>
internal sealed class CoherenceProbeHealth(ProbeFindings findings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object> { ["violations"] = findings.Violations, ["rounds"] = findings.Rounds };
        return Task.FromResult(findings.Violations == 0
            ? HealthCheckResult.Healthy($"No stale read in {findings.Rounds} rounds.", data)
            : HealthCheckResult.Degraded($"{findings.Violations} stale reads, the last: {findings.Last}", data: data));
    }
}
