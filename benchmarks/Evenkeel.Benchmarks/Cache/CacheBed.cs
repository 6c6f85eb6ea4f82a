using Evenkeel.AspNetCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>Evenkeel's cache and the framework's memory cache, as an application gets them.</summary>
internal sealed class CacheBed : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CacheBed()
    {
        var services = new ServiceCollection().AddLogging().AddMemoryCache();
        services.AddEvenkeel().UseCache(options => options.Expiration = TimeSpan.FromHours(1));
        _services = services.BuildServiceProvider();
        Keel = _services.GetRequiredService<HybridCache>();
        Memory = _services.GetRequiredService<IMemoryCache>();
    }

    public HybridCache Keel { get; }

    public IMemoryCache Memory { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
