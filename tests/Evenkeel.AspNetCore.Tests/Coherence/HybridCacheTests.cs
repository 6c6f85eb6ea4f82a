namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>What the framework's abstraction promises.</summary>
public sealed class HybridCacheTests : IAsyncLifetime
{
    private readonly CacheNode _node = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_value_is_computed_once()
    {
        Assert.Equal("a", await _node.ReadAsync("key", "a"));
        Assert.Equal("a", await _node.ReadAsync("key", "b"));
        Assert.Equal("c", await _node.ReadAsync("Key", "c"));
    }

    [Fact]
    public async Task A_key_may_be_a_span_or_be_interpolated()
    {
        await _node.ReadAsync("key 1", "a");
        Assert.Equal("a", await _node.Cache.GetOrCreateAsync("a key 1".AsSpan(2), "b", static (value, _) => ValueTask.FromResult(value)));
        Assert.Equal("a", await _node.Cache.GetOrCreateAsync($"key {1}", "b", static (value, _) => ValueTask.FromResult(value)));
        Assert.Equal("b", await _node.Cache.GetOrCreateAsync($"key {2}", "b", static (value, _) => ValueTask.FromResult(value)));
        Assert.Equal("b", await _node.ReadAsync("key 2", "c"));
    }

    [Fact]
    public async Task Null_is_a_value_too()
    {
        Assert.Null(await _node.Cache.GetOrCreateAsync("text", static _ => ValueTask.FromResult<string?>(null)));
        Assert.Null(await _node.Cache.GetOrCreateAsync("text", static _ => ValueTask.FromResult<string?>("a")));
        Assert.Null(await _node.Cache.GetOrCreateAsync("list", static _ => ValueTask.FromResult<List<int>?>(null)));
        Assert.Null(await _node.Cache.GetOrCreateAsync("list", static _ => ValueTask.FromResult<List<int>?>([1])));
    }

    [Fact]
    public async Task Set_replaces_and_Remove_removes()
    {
        await _node.ReadAsync("key", "a");
        await _node.Cache.SetAsync("key", "b");
        Assert.Equal("b", await _node.ReadAsync("key", "c"));
        await _node.Cache.RemoveAsync("key");
        Assert.Equal("d", await _node.ReadAsync("key", "d"));
        await _node.Cache.SetAsync("other", "e");
        await _node.Cache.RemoveAsync(["key", "other", "absent"]);
        Assert.Equal("f", await _node.ReadAsync("key", "f"));
        Assert.Equal("g", await _node.ReadAsync("other", "g"));
        await _node.Cache.RemoveAsync((IEnumerable<string>)null!);
    }

    [Fact]
    public async Task Values_go_by_their_tags()
    {
        await _node.ReadAsync("one", "a", null, "x", "y");
        await _node.ReadAsync("two", "a", null, "y");
        await _node.ReadAsync("three", "a", null, "z");
        await _node.Cache.SetAsync("four", "a", tags: ["x"]);
        await _node.Cache.RemoveByTagAsync("x");
        Assert.Equal(["b", "a", "a", "b"], await ReadAllAsync("b"));
        await _node.Cache.RemoveByTagAsync(["y", "z"]);
        Assert.Equal(["c", "c", "c", "b"], await ReadAllAsync("c"));
        await _node.Cache.RemoveByTagAsync("*");
        Assert.Equal(["d", "d", "d", "d"], await ReadAllAsync("d"));
        await _node.Cache.RemoveByTagAsync((IEnumerable<string>)null!);
        await _node.Cache.RemoveByTagAsync([]);
        Assert.Equal(["d", "d", "d", "d"], await ReadAllAsync("e"));

        async Task<string[]> ReadAllAsync(string computed) =>
        [
            await _node.ReadAsync("one", computed, null, "x", "y"),
            await _node.ReadAsync("two", computed, null, "y"),
            await _node.ReadAsync("three", computed, null, "z"),
            await _node.ReadAsync("four", computed, null, "x"),
        ];
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_value_cannot_have_a_tag_that_names_nothing_or_everything(string? tag)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _node.ReadAsync("key", "a", null, tag!));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _node.Cache.SetAsync("key", "a", tags: [tag!]));
    }

    [Theory]
    [InlineData("tag\0with\ncontrol")]
    [InlineData("a:b|c/d,e;f\"g'")]
    [InlineData("\ud800")]
    public async Task Tags_and_keys_may_have_any_characters(string text)
    {
        await _node.ReadAsync(text, "a", null, text);
        Assert.Equal("a", await _node.ReadAsync(text, "b", null, text));
        await _node.Cache.RemoveByTagAsync(text);
        Assert.Equal("c", await _node.ReadAsync(text, "c", null, text));
    }

    [Fact]
    public async Task A_tag_may_be_10_KB_long()
    {
        var tag = new string('t', 10_240);
        await _node.ReadAsync("key", "a", null, tag);
        await _node.Cache.RemoveByTagAsync(tag);
        Assert.Equal("b", await _node.ReadAsync("key", "b", null, tag));
    }

    [Fact]
    public async Task A_key_that_is_empty_or_too_long_goes_past_the_cache()
    {
        foreach (var key in new[] { "", new string('k', 1025) })
        {
            Assert.Equal("a", await _node.ReadAsync(key, "a"));
            Assert.Equal("b", await _node.ReadAsync(key, "b"));
            await _node.Cache.SetAsync(key, "c");
            await _node.Cache.RemoveAsync(key);
        }

        Assert.Equal(0, _node.Keel.Count);
        await _node.ReadAsync(new string('k', 1024), "a");
        Assert.Equal(1, _node.Keel.Count);
        Assert.Single(_node.Log.Lines, line => line.Id == 2104);
    }

    [Fact]
    public async Task The_same_key_asked_for_as_another_type_is_a_miss()
    {
        await _node.ReadAsync("key", "a");
        Assert.Equal(5, await _node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult(5)));
        Assert.Equal("b", await _node.ReadAsync("key", "b"));
    }

    [Fact]
    public async Task An_error_reaches_the_caller_and_is_not_kept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _node.Cache.GetOrCreateAsync<string>("key", static _ => throw new InvalidOperationException("It does.")));
        Assert.Equal("a", await _node.ReadAsync("key", "a"));
    }

    [Fact]
    public async Task A_call_that_was_given_up_before_it_began_gets_nothing()
    {
        await _node.ReadAsync("key", "a");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await _node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult("b"), cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_fill_that_asks_for_its_own_key_does_not_wait_for_itself()
    {
        Assert.Equal("inner outer", await _node.Cache.GetOrCreateAsync("key", async outer =>
            await _node.Cache.GetOrCreateAsync("between", async _ => await _node.ReadAsync("key", "inner"), cancellationToken: outer) + " outer").AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Values_that_were_computed_of_others_go_with_them()
    {
        await _node.ReadAsync("inner", "a", null, "x");
        Assert.Equal("a!", await OuterAsync());
        await _node.Cache.RemoveByTagAsync("x");
        await _node.ReadAsync("inner", "b", null, "x");
        Assert.Equal("b!", await OuterAsync());
        await _node.Cache.RemoveByTagAsync("x");
        Assert.Equal("c!", await OuterAsync());

        async Task<string> OuterAsync() => await _node.Cache.GetOrCreateAsync("outer", async _ => await _node.ReadAsync("inner", "c", null, "x") + "!");
    }
}
