using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>Registers the instruments of a feature.</summary>
internal static class InstrumentRegistration
{
    public static void AddInstruments<T>(this IServiceCollection services)
        where T : class, IInstruments
    {
        services.AddMetrics();
        services.TryAddSingleton<T>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IInstruments, T>(static all => all.GetRequiredService<T>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InstrumentStart>());
    }

    /// <summary>Makes them.</summary>
    private sealed class InstrumentStart(IEnumerable<IInstruments> all) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = all.Count();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
