using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Stability.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Health: whether the process lives, has begun, and should be sent requests.</summary>
public static class HealthExtensions
{
    /// <summary>Sets what <c>/_evenkeel/health/*</c> looks at, and who sees details. The endpoints are there without this call.</summary>
    public static IEvenkeelBuilder ConfigureHealth(this IEvenkeelBuilder keel, Action<HealthOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    internal static void AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton<ApplicationChecks>();
        services.TryAddSingleton<HealthStartup>();
        services.TryAddSingleton<HealthRounds>();
        services.TryAddSingleton<HealthDetails>();
        services.TryAddSingleton<HealthEndpoints>();
        services.TryAddSingleton(IdentityOf);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>());
        services.AddOptions<HealthOptions>().ValidateOnStart();
    }

    private static HealthIdentity IdentityOf(IServiceProvider services)
    {
        var own = services.GetRequiredService<ServerBuild>();
        return new HealthIdentity(own.Name, own.Instance.ToString());
    }
}
