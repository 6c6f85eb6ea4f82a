using Evenkeel.AspNetCore.Coherence.Fills;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>What becomes of a fill when something changes while it runs.</summary>
public sealed class DetachedFillTests : IAsyncLifetime
{
    private readonly CacheNode _node = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Those_who_began_before_an_invalidation_get_its_value_which_is_not_kept()
    {
        var fill = new PausedFill<string>();
        var (one, two) = (ReadAsync(fill), ReadAsync(fill));
        await _node.Cache.RemoveByTagAsync("x");
        fill.Return("old");
        Assert.Equal(("old", "old"), (await one, await two));
        Assert.Equal(1, fill.Runs);
        Assert.Equal("new", await _node.ReadAsync("key", "new"));
    }

    [Fact]
    public async Task Those_who_come_after_an_invalidation_begin_another_which_is_kept()
    {
        var (before, after) = (new PausedFill<string>(), new PausedFill<string>());
        var one = ReadAsync(before);
        await _node.Cache.RemoveByTagAsync("x");
        var (two, three) = (ReadAsync(after), ReadAsync(after));
        after.Return("new");
        Assert.Equal(("new", "new"), (await two, await three));
        before.Return("old");
        Assert.Equal("old", await one);
        Assert.Equal((1, 1), (before.Runs, after.Runs));
        Assert.Equal("new", await _node.ReadAsync("key", "z"));
    }

    [Fact]
    public async Task A_change_of_something_else_detaches_nothing()
    {
        var fill = new PausedFill<string>();
        var one = ReadAsync(fill);
        await _node.Cache.RemoveByTagAsync("other");
        var two = ReadAsync(fill);
        fill.Return("a");
        Assert.Equal(("a", "a", 1), (await one, await two, fill.Runs));
        Assert.Equal("a", await _node.ReadAsync("key", "b"));
    }

    /// <summary>When they joined, it had not read what had changed; then it read that through a context which still saw it as it was.</summary>
    [Fact]
    public async Task Those_who_joined_too_late_for_what_it_read_afterwards_begin_another()
    {
        var fill = new PausedFill<string>();
        var contextBegan = _node.Tags.Now;
        var first = _node.Cache.GetOrCreateAsync("key", LateAsync).AsTask();
        await fill.Running;
        await _node.Cache.RemoveByTagAsync("late");
        var second = _node.Cache.GetOrCreateAsync("key", static _ => ValueTask.FromResult("new")).AsTask();
        fill.Return("old");
        Assert.Equal(("old", "new"), (await first, await second));

        async ValueTask<string> LateAsync(CancellationToken cancellationToken)
        {
            Fill.Current!.Began(contextBegan);
            var value = await fill.RunAsync(cancellationToken);
            Fill.Current.DependOn(_node.Tags.Of("late"));
            return value;
        }
    }

    [Fact]
    public async Task What_is_read_through_an_older_context_is_given_out_once_and_not_kept()
    {
        var contextBegan = _node.Tags.Now;
        await _node.Cache.RemoveByTagAsync("clients");
        Assert.Equal("old", await TrackedAsync("old"));
        Assert.Equal("still old", await TrackedAsync("still old"));
        contextBegan = _node.Tags.Now;
        Assert.Equal("new", await TrackedAsync("new"));
        Assert.Equal("new", await TrackedAsync("newer"));

        async Task<string> TrackedAsync(string value) => await _node.Cache.GetOrCreateAsync("key", _ =>
        {
            Fill.Current!.Began(contextBegan);
            Fill.Current.DependOn(_node.Tags.Of("clients"));
            return ValueTask.FromResult(value);
        });
    }

    [Fact]
    public async Task What_it_found_counts_beside_the_tags_of_the_call()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var tag in new[] { "found", "x" })
            {
                Assert.Equal($"{tag} {round}", await FoundAsync($"{tag} {round}"));
                Assert.Equal($"{tag} {round}", await FoundAsync("-"));
                await _node.Cache.RemoveByTagAsync(tag);
            }
        }

        async Task<string> FoundAsync(string value) => await _node.Cache.GetOrCreateAsync(
            "key",
            _ =>
            {
                Fill.Current!.DependOn(_node.Tags.Of("found"));
                return ValueTask.FromResult(value);
            },
            tags: ["x"]);
    }

    [Fact]
    public async Task What_cannot_be_followed_is_not_kept()
    {
        Assert.Equal("a", await UntrackedAsync("a"));
        Assert.Equal("b", await UntrackedAsync("b"));

        async Task<string> UntrackedAsync(string value) => await _node.Cache.GetOrCreateAsync("key", _ =>
        {
            Fill.Current!.CannotBeKept();
            return ValueTask.FromResult(value);
        });
    }

    [Fact]
    public async Task What_is_set_while_it_runs_stays()
    {
        var fill = new PausedFill<string>();
        var call = ReadAsync(fill);
        await _node.Cache.SetAsync("key", "set");
        fill.Return("old");
        Assert.Equal("old", await call);
        Assert.Equal("set", await _node.ReadAsync("key", "b"));
    }

    [Fact]
    public async Task What_is_removed_while_it_runs_stays_removed()
    {
        var fill = new PausedFill<string>();
        var call = ReadAsync(fill);
        await _node.Cache.RemoveAsync("key");
        fill.Return("old");
        Assert.Equal("old", await call);
        Assert.Equal("new", await _node.ReadAsync("key", "new"));
    }

    [Fact]
    public async Task Nobody_joins_it_after_a_removal()
    {
        var (before, after) = (new PausedFill<string>(), new PausedFill<string>());
        var one = ReadAsync(before);
        await _node.Cache.RemoveAsync("key");
        var two = ReadAsync(after);
        before.Return("old");
        Assert.Equal("old", await one);
        after.Return("new");
        Assert.Equal("new", await two);
        Assert.Equal("new", await _node.ReadAsync("key", "b"));
    }

    private Task<string> ReadAsync(PausedFill<string> fill) => _node.Cache.GetOrCreateAsync("key", fill.RunAsync, tags: ["x"]).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
