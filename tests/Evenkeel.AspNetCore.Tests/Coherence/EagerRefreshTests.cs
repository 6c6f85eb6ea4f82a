namespace Evenkeel.AspNetCore.Tests.Coherence;

public sealed class EagerRefreshTests : IAsyncLifetime
{
    private readonly CacheNode _node = new(options => (options.EagerRefresh, options.Expiration) = (0.5, TimeSpan.FromSeconds(60)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task After_its_share_of_the_time_one_caller_computes_it_anew_in_the_background()
    {
        await _node.ReadAsync("key", "a");
        _node.Clock.Advance(TimeSpan.FromSeconds(30));
        var fill = new PausedFill<string>();
        Assert.Equal(("a", "a", 1), (await ReadAsync(fill), await ReadAsync(fill), fill.Runs));
        fill.Return("b");
        await Testing.Time.Poll.UntilAsync(async () => await _node.ReadAsync("key", "c") == "b", TimeSpan.FromSeconds(20), () => "the refreshed value");
        _node.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("b", await _node.ReadAsync("key", "d"));
    }

    [Fact]
    public async Task What_changes_meanwhile_is_not_served_and_what_it_computed_is_not_kept()
    {
        await _node.ReadAsync("key", "a", null, "x");
        _node.Clock.Advance(TimeSpan.FromSeconds(30));
        var fill = new PausedFill<string>();
        await ReadAsync(fill);
        await _node.Cache.RemoveByTagAsync("x");
        Assert.Equal("new", await _node.ReadAsync("key", "new", null, "x"));
        fill.Return("old");
        await Testing.Time.Poll.UntilAsync(() => fill.Runs == 1, TimeSpan.FromSeconds(20), "the fill to run");
        Assert.Equal("new", await _node.ReadAsync("key", "z", null, "x"));
    }

    [Fact]
    public async Task An_error_is_told_and_the_value_stays_until_it_expires()
    {
        await _node.ReadAsync("key", "a");
        _node.Clock.Advance(TimeSpan.FromSeconds(30));
        var fill = new PausedFill<string>();
        await ReadAsync(fill);
        fill.Throw(new InvalidOperationException("It does."));
        await Testing.Time.Poll.UntilAsync(() => _node.Log.Lines.Any(line => line.Id == 2105), TimeSpan.FromSeconds(20), "the error to be told");
        Assert.Equal("a", await _node.ReadAsync("key", "b"));
        _node.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("c", await _node.ReadAsync("key", "c"));
    }

    private Task<string> ReadAsync(PausedFill<string> fill) => _node.Cache.GetOrCreateAsync("key", fill.RunAsync, tags: ["x"]).AsTask();
}
