using Evenkeel.AspNetCore.Coherence;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Memory;
using Evenkeel.AspNetCore.Coherence.Tags;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>The cache of one node, as an application gets it.</summary>
internal sealed class CacheNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CacheNode(Action<CacheOptions>? configure = null, IDistributedCache? store = null, Action<IServiceCollection>? services = null)
    {
        var all = new ServiceCollection().AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        all.AddSingleton<TimeProvider>(Clock);
        all.AddSingleton<TestCoherence>();
        all.AddSingleton<ICoherence>(made => made.GetRequiredService<TestCoherence>());
        if (store is not null)
        {
            all.AddSingleton(store);
        }

        services?.Invoke(all);
        all.AddEvenkeel().UseCache(configure);
        _services = all.BuildServiceProvider();
        Cache = _services.GetRequiredService<HybridCache>();
        Keel = _services.GetRequiredService<KeelCache>();
        Tags = _services.GetRequiredService<TagTable>();
        Coherence = _services.GetRequiredService<TestCoherence>();
    }

    public ManualClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public HybridCache Cache { get; }

    public KeelCache Keel { get; }

    public TagTable Tags { get; }

    public TestCoherence Coherence { get; }

    public IServiceProvider Services => _services;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Reads a key whose value, if it must be computed, is <paramref name="computed"/>.</summary>
    public async Task<string> ReadAsync(string key, string computed, HybridCacheEntryOptions? options = null, params string[] tags) =>
        await Cache.GetOrCreateAsync(key, computed, static (value, _) => ValueTask.FromResult(value), options, tags);
}
