using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Stability.Health;

/// <summary>The application's own health checks (<c>AddHealthChecks</c>), if it has any: each is asked by itself, so that one that hangs keeps no other from being heard.</summary>
internal sealed class ApplicationChecks(IServiceProvider services, IOptions<HealthCheckServiceOptions> registered)
{
    public IEnumerable<IHealthFact> All => services.GetService<HealthCheckService>() is { } service
        ? registered.Value.Registrations.Select(each => new ApplicationCheck(service, each))
        : [];
}
