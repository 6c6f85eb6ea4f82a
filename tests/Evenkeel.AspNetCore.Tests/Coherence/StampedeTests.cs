namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>Many who miss one key at once.</summary>
public sealed class StampedeTests : IAsyncLifetime
{
    private readonly CacheNode _node = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_thousand_share_one_fill()
    {
        var fill = new PausedFill<string>();
        var began = new CountdownEvent(1_000);
        var callers = Enumerable.Range(0, 1_000).Select(_ => Task.Run(() =>
        {
            var call = _node.Cache.GetOrCreateAsync("key", fill.RunAsync).AsTask();
            began.Signal();
            return call;
        })).ToList();
        Assert.True(began.Wait(TimeSpan.FromSeconds(30)));
        fill.Return("a");
        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("a", value));
        Assert.Equal(1, fill.Runs);
    }

    [Fact]
    public async Task Each_gets_a_value_of_its_own_that_can_be_changed()
    {
        var fill = new PausedFill<List<int>>();
        var (one, two) = (_node.Cache.GetOrCreateAsync("key", fill.RunAsync).AsTask(), _node.Cache.GetOrCreateAsync("key", fill.RunAsync).AsTask());
        fill.Return([1]);
        Assert.NotSame(await one, await two);
        Assert.Equal(await one, await two);
    }

    [Fact]
    public async Task An_error_reaches_all_of_them()
    {
        var fill = new PausedFill<string>();
        var (one, two) = (ReadAsync(fill), ReadAsync(fill));
        fill.Throw(new InvalidOperationException("It does."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => one);
        await Assert.ThrowsAsync<InvalidOperationException>(() => two);
        Assert.Equal("a", await _node.ReadAsync("key", "a"));
    }

    [Fact]
    public async Task The_fill_outlives_the_one_who_began_it()
    {
        var fill = new PausedFill<string>();
        using var first = new CancellationTokenSource();
        var one = ReadAsync(fill, first.Token);
        var two = ReadAsync(fill);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(fill.Token.IsCancellationRequested);
        fill.Return("a");
        Assert.Equal("a", await two);
        Assert.Equal("a", await _node.ReadAsync("key", "b"));
    }

    [Fact]
    public async Task It_is_cancelled_when_nobody_waits_any_more_and_the_next_begins_another()
    {
        var (abandoned, fill) = (new PausedFill<string>(), new PausedFill<string>());
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var (one, two) = (ReadAsync(abandoned, first.Token), ReadAsync(abandoned, second.Token));
        await first.CancelAsync();
        Assert.False(abandoned.Token.IsCancellationRequested);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        Assert.True(abandoned.Token.IsCancellationRequested);

        var three = ReadAsync(fill);
        abandoned.Return("old");
        fill.Return("a");
        Assert.Equal("a", await three);
        Assert.Equal("a", await _node.ReadAsync("key", "b"));
    }

    [Fact]
    public async Task Its_token_is_not_cancelled_by_those_who_have_got_its_value()
    {
        var fill = new PausedFill<string>();
        var call = ReadAsync(fill);
        fill.Return("a");
        await call;
        Assert.False(fill.Token.IsCancellationRequested);
    }

    private Task<string> ReadAsync(PausedFill<string> fill, CancellationToken cancellationToken = default) => _node.Cache.GetOrCreateAsync("key", fill.RunAsync, cancellationToken: cancellationToken).AsTask();
}
