namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// Remembers of one action whether it keeps shared transactions for too long, several times in a row. Then others wait for it, and for a while it has commits of its own. Thread-safe.
/// </summary>
internal sealed class SharingPace(TimeProvider clock)
{
    /// <summary>Once is no habit: a cold start, a slow disk or a busy machine makes any handler slow.</summary>
    public const int SlowInARow = 5;

    /// <summary>After it the action gets another chance.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private int _slow;
    private long _slowUntil;

    public bool IsSlow => Volatile.Read(ref _slowUntil) is var until && until != 0 && clock.GetTimestamp() < until;

    /// <param name="since">The timestamp at which it got the transaction.</param>
    public void Note(long since)
    {
        if (clock.GetElapsedTime(since) <= SharedTransaction.MaxAge)
        {
            Volatile.Write(ref _slow, 0);
        }
        else if (Interlocked.Increment(ref _slow) >= SlowInARow)
        {
            Volatile.Write(ref _slow, 0);
            Volatile.Write(ref _slowUntil, clock.GetTimestamp() + (long)(Pause.TotalSeconds * clock.TimestampFrequency));
        }
    }
}
