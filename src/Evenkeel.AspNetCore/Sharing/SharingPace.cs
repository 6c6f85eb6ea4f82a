namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// Remembers of one action whether it kept a shared transaction for too long. Then others waited for it, and for a while it has a commit of its own. Thread-safe.
/// </summary>
internal sealed class SharingPace(TimeProvider clock)
{
    /// <summary>A handler that was slow once, by a cold start or a slow disk, gets another chance.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private long _slowUntil;

    public bool IsSlow => Volatile.Read(ref _slowUntil) is var until && until != 0 && clock.GetTimestamp() < until;

    /// <param name="since">The timestamp at which it got the transaction.</param>
    public void Note(long since)
    {
        if (clock.GetElapsedTime(since) > SharedTransaction.MaxAge)
        {
            Volatile.Write(ref _slowUntil, clock.GetTimestamp() + (long)(Pause.TotalSeconds * clock.TimestampFrequency));
        }
    }
}
