using Evenkeel.Protocol.Operations;

namespace Evenkeel.Testing.Time;

/// <summary>
/// A clock that stands still until a test moves it. Timers on it (so <c>Task.Delay(…, clock)</c>, <c>PeriodicTimer</c> and timed cancellation as well) fire while
/// it is moved, in the order in which they are due, each with the clock at its own moment. Safe from any thread, since servers read it from theirs.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(int Timers, TaskCompletionSource Reached)> _waiting = [];
    private DateTimeOffset _now;

    /// <summary>Stands at noon of 1 June 2026, UTC.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Stands at <paramref name="start"/>.</summary>
    public ManualClock(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <summary>UTC, so that a test means the same on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock and fires what becomes due. Returns when the callbacks have returned; what they woke may still be running.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative: use a <see cref="ShiftedClock"/> for a clock that is set back.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = GetUtcNow() + time;
        while (TakeDue(end) is { } due)
        {
            due.Fire();
        }
    }

    /// <summary>
    /// Waits until code under test, on threads of its own, has set at least <paramref name="timers"/> timers that have yet to fire. Without it a test may move the clock
    /// before there is anything to fire.
    /// </summary>
    /// <param name="timers">How many timers.</param>
    /// <param name="limit">How long to wait, in real time. Default: 30 s.</param>
    /// <exception cref="TimeoutException">They were not set within <paramref name="limit"/>.</exception>
    public Task UntilTimersAsync(int timers, TimeSpan? limit = null)
    {
        lock (_lock)
        {
            if (_armed.Count >= timers)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((timers, reached));
            return reached.Task.WaitAsync(limit ?? TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>An operation id stamped by this clock, as it stands in the header.</summary>
    /// <param name="ahead">Stamps it later, or, when negative, earlier than now.</param>
    public string NewId(TimeSpan ahead = default) => OperationId.Create(GetUtcNow() + ahead).ToString();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Arms the timer, or disarms it where <paramref name="dueTime"/> is infinite.</summary>
    internal void Set(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _now + dueTime;
            _armed.Add(timer);
            _waiting.RemoveAll(each => each.Timers <= _armed.Count && each.Reached.TrySetResult());
        }
    }

    // The earliest; of several at one moment the one that was set first.
    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _armed.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            _now = Later(_now, next?.Due ?? end);
            if (next is not null)
            {
                _armed.Remove(next);
                if (next.Period > TimeSpan.Zero)
                {
                    next.Due += next.Period;
                    _armed.Add(next);
                }
            }

            return next;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
