using Evenkeel.AspNetCore.Telemetry.Exposition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Metrics for Prometheus, without another package. For OpenTelemetry see <see cref="EvenkeelTelemetry"/>.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// Serves what Evenkeel counts at <c>GET /_evenkeel/metrics</c>, in the text format of Prometheus or as OpenMetrics, to those of an authorization policy. Without this call there is no such endpoint, and nothing is collected.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="policy">The application's authorization policy. The host does not start without one of that name.</param>
    /// <param name="configure">How much is kept.</param>
    public static IEvenkeelBuilder ServeMetrics(this IEvenkeelBuilder keel, string policy, Action<MetricsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        var services = keel.Services;
        services.AddMetricsCollector();
        services.TryAddSingleton<MetricsEndpoint>();
        var options = services.AddOptions<MetricsOptions>().Configure(each => each.Policy = policy).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }

    /// <summary>Collects, for whoever shows it.</summary>
    internal static void AddMetricsCollector(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<MetricsCollector>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MetricsCollector>(static all => all.GetRequiredService<MetricsCollector>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>());
    }
}
