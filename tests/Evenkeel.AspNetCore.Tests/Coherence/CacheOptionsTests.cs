using Evenkeel.AspNetCore.Coherence;
using Evenkeel.AspNetCore.Coherence.Memory;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class CacheOptionsTests
{
    [Fact]
    public async Task A_setting_out_of_range_stops_the_start_and_all_are_named()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEvenkeel().UseCache(options =>
        {
            options.Expiration = TimeSpan.Zero;
            options.LocalCacheExpiration = TimeSpan.FromDays(366);
            options.EagerRefresh = 1;
            options.MaximumSize = 0;
            options.MaximumEntries = 0;
            options.MaximumPayloadBytes = 0;
            options.MaximumKeyLength = 0;
            options.DistributedTimeout = TimeSpan.FromMinutes(2);
        });
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(8, error.Failures.Count());
    }

    [Fact]
    public void The_defaults_are_in_range() => Assert.True(new CacheOptionsValidator().Validate(null, new CacheOptions()).Succeeded);

    [Fact]
    public async Task It_takes_the_place_of_another_cache_and_may_be_asked_for_twice()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<HybridCache, OtherCache>();
        services.AddEvenkeel().UseCache(options => options.MaximumEntries = 5).UseCache();
        await using var all = services.BuildServiceProvider();
        Assert.IsType<KeelCache>(Assert.Single(all.GetServices<HybridCache>()));
        Assert.Equal(5, all.GetRequiredService<IOptions<CacheOptions>>().Value.MaximumEntries);
    }

    private sealed class OtherCache : HybridCache
    {
        public override ValueTask<T> GetOrCreateAsync<TState, T>(string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override ValueTask SetAsync<T>(string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
