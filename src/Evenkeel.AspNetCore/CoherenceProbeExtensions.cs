using Evenkeel.AspNetCore.Coherence.Probing;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Tries in production what the cache promises.</summary>
public static class CoherenceProbeExtensions
{
    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "evenkeel-coherence";

    /// <summary>
    /// Has this instance write a number that rises, and compare what its cache gives for the numbers of all instances with what was promised. A read that is older counts as <c>evenkeel.coherence.violations</c> in the
    /// meter <c>Evenkeel.AspNetCore</c>, is logged as an error, and makes the health check <see cref="HealthCheckName"/> degraded. Off unless called; needs version 4 of the tables.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="configure">How often.</param>
    public static IEvenkeelBuilder AddCoherenceProbe(this IEvenkeelBuilder keel, Action<CoherenceProbeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        if (services.All(each => each.ServiceType != typeof(ProbeFindings)))
        {
            services.AddHealthChecks().AddCheck<CoherenceProbeHealth>(HealthCheckName);
        }

        services.AddInstruments<ProbeFindings>();
        services.TryAddSingleton<ProbeRows>();
        services.TryAddSingleton<CoherenceProbe>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ProbeService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CoherenceProbeOptions>, CoherenceProbeOptionsValidator>());
        var options = services.AddOptions<CoherenceProbeOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }
}
