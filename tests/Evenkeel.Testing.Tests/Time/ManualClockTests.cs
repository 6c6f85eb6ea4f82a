using Evenkeel.Protocol.Operations;
using Evenkeel.Testing.Time;

namespace Evenkeel.Testing.Tests.Time;

public sealed class ManualClockTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualClock _clock = new();
    private readonly List<(string Name, TimeSpan At)> _fired = [];
    private readonly DateTimeOffset _start;

    public ManualClockTests() => _start = _clock.GetUtcNow();

    [Fact]
    public void It_moves_when_it_is_moved_and_only_then()
    {
        var stamp = _clock.GetTimestamp();
        Assert.Equal(_start, _clock.GetUtcNow());
        _clock.Advance(Minute);
        Assert.Equal(_start + Minute, _clock.GetUtcNow());
        Assert.Equal(Minute, _clock.GetElapsedTime(stamp));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(-Minute));
        Assert.Equal(_start + Minute, _clock.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_the_order_in_which_they_are_due_each_at_its_own_moment()
    {
        using var late = Set("late", 3 * Minute);
        using var early = Set("early", Minute);
        using var twin = Set("twin", Minute);
        using var never = Set("never", 5 * Minute);
        _clock.Advance(4 * Minute);
        Assert.Equal([("early", Minute), ("twin", Minute), ("late", 3 * Minute)], _fired);
        Assert.Equal(_start + (4 * Minute), _clock.GetUtcNow());
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period_that_is_passed()
    {
        using var timer = Set("tick", Minute, period: 2 * Minute);
        _clock.Advance(6 * Minute);
        Assert.Equal([Minute, 3 * Minute, 5 * Minute], _fired.Select(each => each.At));
    }

    [Fact]
    public void A_timer_that_was_changed_or_disposed_keeps_to_it()
    {
        var moved = Set("moved", Minute);
        moved.Change(2 * Minute, Timeout.InfiniteTimeSpan);
        var stopped = Set("stopped", Minute);
        stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var gone = Set("gone", Minute);
        gone.Dispose();
        Assert.False(gone.Change(Minute, Minute));
        _clock.Advance(10 * Minute);
        Assert.Equal([("moved", 2 * Minute)], _fired);
    }

    [Fact]
    public void A_callback_may_set_a_timer_that_is_due_within_the_same_move()
    {
        using var first = _clock.CreateTimer(_ => Set("second", Minute), null, Minute, Timeout.InfiniteTimeSpan);
        _clock.Advance(3 * Minute);
        Assert.Equal([("second", 2 * Minute)], _fired);
    }

    [Fact]
    public void A_callback_runs_in_the_context_of_whoever_set_the_timer()
    {
        var ambient = new AsyncLocal<string> { Value = "setter" };
        string? seen = null;
        using var timer = _clock.CreateTimer(_ => seen = ambient.Value, null, Minute, Timeout.InfiniteTimeSpan);
        ambient.Value = "mover";
        _clock.Advance(Minute);
        Assert.Equal("setter", seen);
    }

    [Fact]
    public async Task What_the_framework_builds_on_a_clock_follows_it()
    {
        var delay = Task.Delay(Minute, _clock, TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(2 * Minute, _clock);
        using var ticks = new PeriodicTimer(Minute, _clock);
        var tick = ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.False(delay.IsCompleted || tick.IsCompleted);

        _clock.Advance(Minute);
        await delay;
        Assert.True(await tick);
        Assert.False(patience.IsCancellationRequested);

        _clock.Advance(Minute);
        Assert.True(patience.IsCancellationRequested);
        await Task.Delay(TimeSpan.Zero, _clock, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_timer_that_is_due_at_once_fires_without_a_move()
    {
        var fired = new TaskCompletionSource();
        await using var timer = _clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await fired.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(_start, _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_test_can_wait_until_code_on_another_thread_waits()
    {
        var sleeper = Task.Run(() => Task.Delay(Minute, _clock));
        await _clock.UntilTimersAsync(1);
        _clock.Advance(Minute);
        await sleeper.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<TimeoutException>(() => _clock.UntilTimersAsync(1, TimeSpan.Zero));
    }

    [Fact]
    public void Ids_are_stamped_by_it()
    {
        Assert.True(OperationId.TryParse(_clock.NewId(), out var now));
        Assert.True(OperationId.TryParse(_clock.NewId(-Minute), out var earlier));
        Assert.Equal(_start.ToUnixTimeMilliseconds(), now.StampedAt);
        Assert.Equal((_start - Minute).ToUnixTimeMilliseconds(), earlier.StampedAt);
    }

    private ITimer Set(string name, TimeSpan due, TimeSpan? period = null) =>
        _clock.CreateTimer(_ => _fired.Add((name, _clock.GetUtcNow() - _start)), null, due, period ?? Timeout.InfiniteTimeSpan);
}
