using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Coherence.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.PostgreSql;

/// <summary>Instances on one PostgreSQL database hear of each other's changes at once.</summary>
public static class WakeUpExtensions
{
    /// <summary>
    /// Has this instance listen for the others (<c>LISTEN</c>), and tell them after it has committed a change (<c>NOTIFY</c>, never inside a write's transaction). It is a hint: without it, and whenever it is lost, instances go
    /// on reading the feed as <see cref="FeedOptions"/> says. Beside <see cref="CacheExtensions.UseCache"/>.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="connectionString">The application's database, without a pooler in transaction mode between. Two connections are used that are in no pool of the application's.</param>
    /// <param name="configure">Channel and times.</param>
    public static IEvenkeelBuilder UsePostgreSqlWakeUp(this IEvenkeelBuilder keel, string connectionString, Action<WakeUpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        ArgumentNullException.ThrowIfNull(connectionString);
        var services = keel.Services;
        services.TryAddSingleton<WakeUpSignals>();
        services.TryAddSingleton<IFeedWakeUp>(static all => all.GetRequiredService<WakeUpSignals>());
        services.TryAddSingleton<WakeUpConnections>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WakeUpListener>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WakeUpSender>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WakeUpOptions>, WakeUpOptionsValidator>());
        var options = services.AddOptions<WakeUpOptions>().Configure(each => each.ConnectionString = connectionString).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }
}
