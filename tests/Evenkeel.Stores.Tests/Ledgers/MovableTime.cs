namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>The system's clock, moved. Timers go on in real time.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
