using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Hosting;

public sealed class DatabaseCheck(CrmDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
