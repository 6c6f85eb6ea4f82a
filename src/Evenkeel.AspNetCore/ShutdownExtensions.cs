using Evenkeel.AspNetCore.Stability.Shutdown;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Shutdown: an instance that is told to stop leaves without a user noticing.</summary>
public static class ShutdownExtensions
{
    /// <summary>Sets how long an instance announces that it stops, and how long requests under way may take to end. Both are there without this call.</summary>
    public static IEvenkeelBuilder ConfigureShutdown(this IEvenkeelBuilder keel, Action<ShutdownOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    internal static void AddShutdown(this IServiceCollection services)
    {
        services.TryAddSingleton<ServerStop>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ShutdownService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HostOptions>, ShutdownTimeout>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ShutdownOptions>, ShutdownOptionsValidator>());
        services.AddOptions<ShutdownOptions>().ValidateOnStart();
    }
}
