using Evenkeel.AspNetCore.OperatorConsole;
using Evenkeel.AspNetCore.Problems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>The console: one page on which an operator sees where state disagrees, and what to do.</summary>
public static class ConsoleExtensions
{
    /// <summary>
    /// Serves the console at <c>/_evenkeel/console</c> to those of an authorization policy. Without this call there is none, and nothing is kept for it.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="policy">The application's authorization policy. The host does not start without one of that name.</param>
    /// <param name="configure">How far back it shows.</param>
    public static IEvenkeelBuilder ServeConsole(this IEvenkeelBuilder keel, string policy, Action<ConsoleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        var services = keel.Services;
        services.AddMetricsCollector();
        services.TryAddSingleton(static all => new RecentProblems(all.GetRequiredService<IOptions<ConsoleOptions>>().Value.Problems));
        services.TryAddSingleton<StoredLook>();
        services.TryAddSingleton<ConsoleHistory>();
        services.TryAddSingleton<ConsoleLook>();
        services.TryAddSingleton<ConsoleOrders>();
        services.TryAddSingleton<ConsoleEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ConsoleHistory>(static all => all.GetRequiredService<ConsoleHistory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>());
        var options = services.AddOptions<ConsoleOptions>().Configure(each => each.Policy = policy).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }
}
