using Evenkeel.AspNetCore.Coherence;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>Nodes with a distributed cache behind them.</summary>
public sealed class DistributedTests : IAsyncLifetime
{
    private readonly SharedStore _store = new();
    private readonly CacheNode _one;
    private readonly CacheNode _two;

    public DistributedTests()
    {
        (_one, _two) = (new CacheNode(store: _store), new CacheNode(store: _store));
        Join(_one, _two);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_node_computed_another_need_not(bool hasBuffers)
    {
        SharedStore store = hasBuffers ? new SharedBufferStore() : new SharedStore();
        await using var one = new CacheNode(store: store);
        await using var two = new CacheNode(store: store);
        Join(one, two);
        await one.ReadAsync("key", "a", null, "x");
        await one.Cache.GetOrCreateAsync("list", static _ => ValueTask.FromResult<List<int>>([1]));
        await store.HasAsync(2);
        Assert.Equal("a", await two.ReadAsync("key", "b", null, "x"));
        Assert.Equal([1], await two.Cache.GetOrCreateAsync("list", static _ => ValueTask.FromResult<List<int>>([2])));
        Assert.Equal(2, two.Keel.Count);
    }

    [Fact]
    public async Task What_changed_after_it_was_read_is_not_accepted()
    {
        await _one.ReadAsync("key", "a", null, "x");
        await _store.HasAsync(1);
        await _two.Cache.RemoveByTagAsync("x");
        Assert.Equal("b", await _two.ReadAsync("key", "b", null, "x"));
        await Testing.Time.Poll.UntilAsync(async () => await _one.ReadAsync("key", "b", new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData }, "x") == "b", TimeSpan.FromSeconds(20), () => "the new value on the other node");
        Assert.Equal("b", await _one.ReadAsync("key", "c", null, "x"));
    }

    [Fact]
    public async Task What_was_in_memory_when_the_tag_changed_and_is_stored_late_is_not_accepted()
    {
        await _one.ReadAsync("key", "old", null, "x");
        await _store.HasAsync(1);
        var late = _store.Bytes.ToArray();
        await _one.Cache.RemoveByTagAsync("x");
        await _one.ReadAsync("key", "new", null, "x");
        foreach (var (key, bytes) in late)
        {
            _store.Bytes[key] = bytes;
        }

        Assert.Equal("z", await _two.ReadAsync("key", "z", null, "x"));
    }

    [Fact]
    public async Task A_node_accepts_only_what_its_own_history_covers()
    {
        await _one.ReadAsync("key", "a", null, "x");
        await _one.Cache.SetAsync("other", "a");
        await _store.HasAsync(2);
        _two.Coherence.HistoryFrom = 1;
        Assert.Equal("b", await _two.ReadAsync("key", "b", null, "x"));
        Assert.Equal("a", await _two.ReadAsync("other", "b"));
        await _two.Cache.RemoveByTagAsync("*");
        Assert.Equal("c", await _two.ReadAsync("other", "c"));
    }

    [Fact]
    public async Task Nothing_of_another_history_is_accepted()
    {
        await _one.ReadAsync("key", "a");
        await _store.HasAsync(1);
        _two.Coherence.Incarnation = "restored";
        Assert.Equal("b", await _two.ReadAsync("key", "b"));
    }

    [Fact]
    public async Task Set_and_Remove_reach_every_node_even_against_what_is_stored_late()
    {
        await _one.Cache.SetAsync("key", "a");
        var late = _store.Bytes.ToArray();
        Assert.Equal("a", await _two.ReadAsync("key", "-"));
        await _one.Cache.SetAsync("key", "b");
        Assert.Equal("b", await _two.ReadAsync("key", "-"));
        await _one.Cache.RemoveAsync("key");
        Assert.Empty(_store.Bytes);
        _store.Bytes[late[0].Key] = late[0].Value;
        Assert.Equal("c", await _two.ReadAsync("key", "c"));
    }

    [Theory]
    [InlineData(HybridCacheEntryFlags.DisableDistributedCacheWrite, "b")]
    [InlineData(HybridCacheEntryFlags.DisableDistributedCache, "b")]
    [InlineData(HybridCacheEntryFlags.DisableLocalCache, "a")]
    public async Task The_flags_of_the_writer_are_honoured(HybridCacheEntryFlags flags, string expected)
    {
        await _one.Cache.SetAsync("key", "a", new() { Flags = flags });
        Assert.Equal(expected, await _two.ReadAsync("key", "b"));
    }

    [Theory]
    [InlineData(HybridCacheEntryFlags.DisableDistributedCacheRead, "b")]
    [InlineData(HybridCacheEntryFlags.DisableUnderlyingData, "a")]
    public async Task The_flags_of_the_reader_are_honoured(HybridCacheEntryFlags flags, string expected)
    {
        await _one.Cache.SetAsync("key", "a");
        Assert.Equal(expected, await _two.ReadAsync("key", "b", new() { Flags = flags }));
    }

    [Fact]
    public async Task In_memory_it_lasts_no_longer_than_it_has_left()
    {
        await _one.Cache.SetAsync("key", "a", new() { Expiration = TimeSpan.FromSeconds(10) });
        _two.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("a", await _two.ReadAsync("key", "b"));
        _two.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("c", await _two.ReadAsync("key", "c"));
    }

    [Fact]
    public async Task Without_a_feed_nothing_of_another_process_is_accepted()
    {
        var tags = new Evenkeel.AspNetCore.Coherence.Tags.TagTable();
        var one = new Evenkeel.AspNetCore.Coherence.Fills.LocalCoherence(tags, TimeProvider.System);
        var two = new Evenkeel.AspNetCore.Coherence.Fills.LocalCoherence(tags, TimeProvider.System);
        Assert.NotEqual(one.Incarnation, two.Incarnation);
        await one.InvalidateAsync(["x"], default);
        Assert.Equal((1, 1), (one.Applied, tags.Of("x").Position));
    }

    [Fact]
    public async Task A_cache_that_is_in_memory_itself_is_not_used()
    {
        await using var node = new CacheNode(store: new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())));
        await node.Cache.SetAsync("key", "a");
        Assert.Equal(0, node.Tags.Count);
    }

    [Fact]
    public async Task One_that_throws_is_a_miss_and_told_once()
    {
        _store.Before = () => throw new InvalidOperationException("It is down.");
        for (var turn = 0; turn < 3; turn++)
        {
            Assert.Equal($"{turn}", await _one.ReadAsync($"key {turn}", $"{turn}"));
            await _one.Cache.SetAsync($"key {turn}", "set");
            await _one.Cache.RemoveAsync($"key {turn}");
        }

        Assert.Equal(LogLevel.Warning, Assert.Single(_one.Log.Lines, line => line.Id == 2102).Level);
    }

    [Fact]
    public async Task One_that_hangs_is_a_miss_after_a_while()
    {
        _store.Before = () => new TaskCompletionSource().Task;
        var call = _one.ReadAsync("key", "a");
        Assert.False(call.IsCompleted);
        await _one.Clock.UntilTimersAsync(1);
        _one.Clock.Advance(new CacheOptions().DistributedTimeout);
        Assert.Equal("a", await call);
    }

    private static void Join(params CacheNode[] nodes)
    {
        foreach (var node in nodes)
        {
            node.Coherence.Nodes.AddRange(nodes.Select(each => each.Coherence));
        }
    }
}
