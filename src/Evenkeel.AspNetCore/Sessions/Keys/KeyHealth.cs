using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Evenkeel.AspNetCore.Sessions.Keys;

/// <summary>Says to a load balancer whether this instance reads the cookies of the others.</summary>
internal sealed class KeyHealth(KeyKeeper keeper) : IHealthCheck
{
    public const string Name = "evenkeel-sessions";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        keeper.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"Not ready: {keeper.Reason ?? "the keys of sessions have not been read yet."}"));
}
