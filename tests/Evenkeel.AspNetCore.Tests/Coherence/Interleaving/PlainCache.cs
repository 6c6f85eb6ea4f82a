using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;

namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>What people write: a memory cache whose values are removed when something changes.</summary>
internal sealed class PlainCache(IMemoryCache cache) : HybridCache
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> _keys = [];

    public override async ValueTask<T> GetOrCreateAsync<TState, T>(
        string key,
        TState state,
        Func<TState, CancellationToken, ValueTask<T>> factory,
        HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null,
        CancellationToken cancellationToken = default)
    {
        if (cache.TryGetValue<T>(key, out var value))
        {
            return value!;
        }

        value = await factory(state, cancellationToken);
        await SetAsync(key, value, options, tags, cancellationToken);
        return value;
    }

    public override ValueTask SetAsync<T>(string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        foreach (var tag in tags ?? [])
        {
            _keys.GetOrAdd(tag, _ => []).TryAdd(key, true);
        }

        cache.Set(key, value);
        return ValueTask.CompletedTask;
    }

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        cache.Remove(key);
        return ValueTask.CompletedTask;
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        foreach (var (key, _) in _keys.GetValueOrDefault(tag) ?? [])
        {
            cache.Remove(key);
        }

        return ValueTask.CompletedTask;
    }
}
