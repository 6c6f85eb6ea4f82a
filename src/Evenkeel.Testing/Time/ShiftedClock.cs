namespace Evenkeel.Testing.Time;

/// <summary>
/// The system's clock, set forward or back by a test. Timers go on in real time, so servers, sockets and databases work as ever: the clock for "thirty days later" and for
/// devices that have the time wrong. Safe from any thread.
/// </summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>Sets it forward, or back when <paramref name="by"/> is negative, from where it stands now.</summary>
    public void Shift(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
