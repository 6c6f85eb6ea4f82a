using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>A distributed cache that a test looks into, and that can be told to misbehave.</summary>
internal class SharedStore : IDistributedCache
{
    public ConcurrentDictionary<string, byte[]> Bytes { get; } = [];

    /// <summary>What each call does first: throw, or never end.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public byte[]? Get(string key) => throw new NotSupportedException();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await Before();
        return Bytes.GetValueOrDefault(key);
    }

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await Before();
        Bytes.TryRemove(key, out _);
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Assert.True(options.AbsoluteExpirationRelativeToNow > TimeSpan.Zero);
        await Before();
        Bytes[key] = value;
    }

    /// <summary>Waits until a value that is stored after the callers have got it is there.</summary>
    public Task HasAsync(int count) => Testing.Time.Poll.UntilAsync(() => Bytes.Count >= count, TimeSpan.FromSeconds(20), $"{count} stored values");
}
