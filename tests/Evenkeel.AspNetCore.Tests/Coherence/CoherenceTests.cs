using Evenkeel.AspNetCore.Coherence.Fills;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>What the cache asks of the feed.</summary>
public sealed class CoherenceTests : IAsyncLifetime
{
    private readonly CacheNode _node = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_node_that_has_not_heard_of_changes_serves_and_keeps_nothing()
    {
        await _node.ReadAsync("key", "a");
        _node.Coherence.IsFresh = false;
        Assert.Equal("b", await _node.ReadAsync("key", "b"));
        Assert.Equal("c", await _node.ReadAsync("other", "c"));
        _node.Coherence.IsFresh = true;
        Assert.Equal("a", await _node.ReadAsync("key", "d"));
        Assert.Equal("e", await _node.ReadAsync("other", "e"));
    }

    [Fact]
    public async Task A_fill_that_ends_while_the_node_has_not_heard_of_changes_is_not_kept()
    {
        var fill = new PausedFill<string>();
        var call = _node.Cache.GetOrCreateAsync("key", fill.RunAsync).AsTask();
        _node.Coherence.IsFresh = false;
        fill.Return("a");
        Assert.Equal("a", await call);
        _node.Coherence.IsFresh = true;
        Assert.Equal("b", await _node.ReadAsync("key", "b"));
    }

    [Fact]
    public async Task A_command_that_has_written_neither_reads_nor_fills_and_what_it_sets_takes_the_value_away()
    {
        await _node.ReadAsync("key", "a");
        _node.Coherence.IsBypassed = true;
        Assert.Equal("b", await _node.ReadAsync("key", "b"));
        _node.Coherence.IsBypassed = false;
        Assert.Equal("a", await _node.ReadAsync("key", "c"));
        _node.Coherence.IsBypassed = true;
        await _node.Cache.SetAsync("key", "uncommitted");
        _node.Coherence.IsBypassed = false;
        Assert.Equal("d", await _node.ReadAsync("key", "d"));
    }

    [Fact]
    public async Task While_the_feed_cannot_be_asked_values_are_computed_for_each_call_and_kept_again_when_it_can()
    {
        _node.Coherence.PositionAfter = () => throw new InvalidOperationException("The feed is gone.");
        Assert.Equal("a", await _node.ReadAsync("key", "a"));
        Assert.Equal("b", await _node.ReadAsync("key", "b"));
        _node.Coherence.PositionAfter = () => 7;
        Assert.Equal("c", await _node.ReadAsync("key", "c"));
        Assert.Equal("c", await _node.ReadAsync("key", "d"));
    }

    [Fact]
    public async Task Readers_are_told_the_position_that_was_taken_after_the_query()
    {
        _node.Coherence.PositionAfter = () => 7;
        Assert.Equal(7, await SeenAsync("a"));
        _node.Coherence.PositionAfter = () => 9;
        Assert.Equal(7, await SeenAsync("b"));
        await _node.Cache.RemoveByTagAsync("x");
        Assert.Equal(9, await SeenAsync("c"));

        async Task<long> SeenAsync(string computed)
        {
            var seen = new ReadPosition();
            ReadPosition.Current = seen;
            await _node.ReadAsync("key", computed, null, "x");
            ReadPosition.Current = null;
            return seen.Seen;
        }
    }

    [Fact]
    public void The_latest_position_counts()
    {
        var seen = new ReadPosition();
        seen.Saw(7);
        seen.Saw(5);
        Assert.Equal(7, seen.Seen);
    }
}
