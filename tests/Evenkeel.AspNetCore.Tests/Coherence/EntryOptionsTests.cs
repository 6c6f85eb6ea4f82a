using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>Every option of a call.</summary>
public sealed class EntryOptionsTests
{
    [Fact]
    public async Task Values_expire_by_a_clock_that_only_goes_forward()
    {
        await using var node = new CacheNode();
        await node.ReadAsync("default", "a");
        await node.ReadAsync("short", "a", new() { Expiration = TimeSpan.FromSeconds(10) });
        await node.ReadAsync("local", "a", new() { Expiration = TimeSpan.FromMinutes(10), LocalCacheExpiration = TimeSpan.FromSeconds(20) });
        await node.ReadAsync("longer", "a", new() { Expiration = TimeSpan.FromSeconds(30), LocalCacheExpiration = TimeSpan.FromMinutes(20) });
        Assert.Equal("aaaa", await AllAsync(TimeSpan.FromMilliseconds(9_999), "-"));
        Assert.Equal("abaa", await AllAsync(TimeSpan.FromMilliseconds(1), "b"));
        Assert.Equal("abca", await AllAsync(TimeSpan.FromSeconds(10), "c"));
        Assert.Equal("abcd", await AllAsync(TimeSpan.FromSeconds(10), "d"));
        Assert.Equal("ebcd", await AllAsync(TimeSpan.FromSeconds(30), "e"));

        async Task<string> AllAsync(TimeSpan later, string computed)
        {
            node.Clock.Advance(later);
            return string.Concat(await node.ReadAsync("default", computed), await node.ReadAsync("short", computed), await node.ReadAsync("local", computed), await node.ReadAsync("longer", computed));
        }
    }

    [Fact]
    public async Task What_lasts_no_time_is_not_kept()
    {
        await using var node = new CacheNode();
        await node.ReadAsync("key", "a", new() { Expiration = TimeSpan.Zero });
        Assert.Equal(0, node.Keel.Count);
    }

    [Theory]
    [InlineData(HybridCacheEntryFlags.None, "a", false)]
    [InlineData(HybridCacheEntryFlags.DisableLocalCacheRead, "b", true)]
    [InlineData(HybridCacheEntryFlags.DisableLocalCacheWrite, "a", false)]
    [InlineData(HybridCacheEntryFlags.DisableLocalCache, "b", true)]
    [InlineData(HybridCacheEntryFlags.DisableUnderlyingData, "a", false)]
    [InlineData(HybridCacheEntryFlags.DisableUnderlyingData | HybridCacheEntryFlags.DisableLocalCacheRead, null, false)]
    [InlineData(HybridCacheEntryFlags.DisableCompression, "a", false)]
    public async Task A_flag_does_what_it_says_to_a_value_that_is_there(HybridCacheEntryFlags flags, string? expected, bool computes)
    {
        await using var node = new CacheNode();
        await node.ReadAsync("key", "a");
        var runs = 0;
        Assert.Equal(expected, await node.Cache.GetOrCreateAsync("key", _ => ValueTask.FromResult($"{(char)('a' + ++runs)}"), new() { Flags = flags }));
        Assert.Equal(computes, runs > 0);
        Assert.Equal(flags == HybridCacheEntryFlags.DisableLocalCacheRead ? "b" : "a", await node.ReadAsync("key", "z"));
    }

    [Fact]
    public async Task A_value_that_is_not_there_is_not_computed_or_not_kept_when_the_call_says_so()
    {
        await using var node = new CacheNode();
        Assert.Null(await node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult<string?>("a"), new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData }));
        await node.ReadAsync("key", "a", new() { Flags = HybridCacheEntryFlags.DisableLocalCacheWrite });
        Assert.Equal(0, node.Keel.Count);
    }

    [Fact]
    public async Task A_Set_that_may_not_write_to_memory_takes_the_older_value_away()
    {
        await using var node = new CacheNode();
        await node.ReadAsync("key", "a");
        await node.Cache.SetAsync("key", "b", new() { Flags = HybridCacheEntryFlags.DisableLocalCacheWrite });
        Assert.Equal("c", await node.ReadAsync("key", "c"));
    }
}
