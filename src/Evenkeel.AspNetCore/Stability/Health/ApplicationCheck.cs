using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>One health check of the application. Of what it says only the status is told: the framework puts the messages of exceptions into descriptions.</summary>
internal sealed class ApplicationCheck(HealthCheckService service, HealthCheckRegistration registration) : IHealthFact
{
    public string Name => registration.Name;

    public async ValueTask<HealthFinding> CheckAsync(CancellationToken cancel)
    {
        var report = await service.CheckHealthAsync(each => ReferenceEquals(each, registration), cancel);
        var error = report.Entries.Values.Select(static each => each.Exception).FirstOrDefault(static each => each is not null);
        return report.Status switch
        {
            HealthStatus.Healthy => HealthFinding.Good,
            HealthStatus.Degraded => new HealthFinding(HealthState.Degraded, "The application's own check says that it is degraded.", error),
            _ => HealthFinding.Failed("The application's own check says that it is unhealthy.", error),
        };
    }
}
