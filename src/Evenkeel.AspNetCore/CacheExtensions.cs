using Evenkeel.AspNetCore.Coherence;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Distributed;
using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Memory;
using Evenkeel.AspNetCore.Coherence.Pushing;
using Evenkeel.AspNetCore.Coherence.Queries;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Telemetry;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>A cache that is never behind what it was told.</summary>
public static class CacheExtensions
{
    /// <summary>
    /// Makes Evenkeel the application's <see cref="HybridCache"/>, in place of any other. Behind its memory it uses the <see cref="IDistributedCache"/> of the application, if there is one that is not itself in memory; what other nodes
    /// put there counts only where nodes hear of each other's changes. <c>DisableCompression</c> has no effect, since nothing is compressed.
    /// </summary>
    /// <param name="keel">The builder.</param>
    /// <param name="configure">How long and how much is kept.</param>
    public static IEvenkeelBuilder UseCache(this IEvenkeelBuilder keel, Action<CacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(keel);
        var services = keel.Services;
        services.TryAddSingleton<ChangeHistory>();
        services.TryAddSingleton(static _ => new RecentChanges());
        services.TryAddSingleton<TagTable>();
        services.TryAddSingleton<LocalCoherence>();
        services.TryAddSingleton<LocalChangeLog>();
        services.TryAddSingleton<FeedStore>();
        services.TryAddSingleton<ChangeFeed>();
        // Without a context of the application's there is no feed.
        services.TryAddSingleton(static all => all.GetService<ApplicationStore>() is null ? (ICoherence)all.GetRequiredService<LocalCoherence>() : all.GetRequiredService<ChangeFeed>());
        services.TryAddSingleton(static all => all.GetService<ApplicationStore>() is null ? (IChangeLog)all.GetRequiredService<LocalChangeLog>() : all.GetRequiredService<ChangeFeed>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FeedService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthFact, FeedFact>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FeedOptions>, FeedOptionsValidator>());
        services.AddOptions<FeedOptions>().ValidateOnStart();
        services.TryAddSingleton<TrackedModels>();
        services.TryAddSingleton<Tracker>();
        services.TryAddSingleton<IChanges, RecordedChanges>();
        services.TryAddSingleton<CacheSerializers>();
        services.AddInstruments<CacheMetrics>();
        services.AddInstruments<FeedMetrics>();
        services.TryAddSingleton<QueryFills>();
        services.TryAddSingleton<QueryAnswers>();
        services.TryAddSingleton<CoherenceEndpoint>();
        services.TryAddSingleton<SeenTokens>();
        services.TryAddSingleton<TagHashes>();
        services.TryAddSingleton<CallTrails>();
        services.TryAddSingleton<ChangeStreams>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PushService>());
        services.TryAddSingleton(Make);
        services.Replace(ServiceDescriptor.Singleton<HybridCache>(static all => all.GetRequiredService<KeelCache>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>());
        var options = services.AddOptions<CacheOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return keel;
    }

    /// <summary>Sets how instances on one database hear of each other's changes. They do from version 4 of the tables on (<see cref="StoreExtensions.AddEvenkeel"/>).</summary>
    public static IEvenkeelBuilder ConfigureFeed(this IEvenkeelBuilder keel, Action<FeedOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(keel);
        keel.Services.Configure(configure);
        return keel;
    }

    private static KeelCache Make(IServiceProvider all)
    {
        var options = all.GetRequiredService<IOptions<CacheOptions>>().Value;
        var (tags, coherence, time) = (all.GetRequiredService<TagTable>(), all.GetRequiredService<ICoherence>(), all.GetRequiredService<TimeProvider>());
        var store = options.UseDistributedCache ? all.GetService<IDistributedCache>() : null;
        var second = store is null or MemoryDistributedCache ? null : new SecondLevel(store, options, tags, coherence, time, all.GetRequiredService<ILogger<SecondLevel>>());
        return new KeelCache(options, tags, coherence, all.GetRequiredService<CacheSerializers>(), all.GetRequiredService<CacheMetrics>(), time, second, all.GetRequiredService<ILogger<KeelCache>>());
    }
}
