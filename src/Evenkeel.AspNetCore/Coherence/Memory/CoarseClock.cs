namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>Milliseconds that only go forward, to tell what has expired. The system's are those of the last tick: reading them costs a fraction of a timestamp.</summary>
internal sealed class CoarseClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);

    public long Now => _isSystem ? Environment.TickCount64 : (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>When something that lasts so long from <paramref name="now"/> ends.</summary>
    public static long After(long now, TimeSpan time) => now + (long)Math.Ceiling(time.TotalMilliseconds);
}
