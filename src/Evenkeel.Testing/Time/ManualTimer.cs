namespace Evenkeel.Testing.Time;

/// <summary>A timer of a <see cref="ManualClock"/>, which guards its due time.</summary>
internal sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
{
    // A callback runs in the context of whoever set the timer, as those of the system's clock do, and not in that of who moves the clock.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private bool _disposed;

    public DateTimeOffset Due { get; set; }

    public TimeSpan Period { get; private set; }

    public void Fire()
    {
        if (_context is null)
        {
            callback(state);
            return;
        }

        ExecutionContext.Run(_context, _ => callback(state), null);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        Period = period;
        if (dueTime != TimeSpan.Zero)
        {
            clock.Set(this, dueTime);
            return true;
        }

        // Due now: at once, but never before whoever makes the timer has it in hand.
        clock.Set(this, period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan);
        ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Set(this, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
