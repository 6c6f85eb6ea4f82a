namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>When the last invalidations of this node were, and what made them, for people to look at. Thread-safe.</summary>
internal sealed class ChangeHistory(TimeProvider time)
{
    private const int Length = 1024;

    private readonly (long Sequence, DateTimeOffset At, string? Origin)[] _last = new (long, DateTimeOffset, string?)[Length];
    private readonly Lock _gate = new();

    public void Note(long sequence)
    {
        var entry = (sequence, time.GetUtcNow(), ChangeOrigin.Current);
        lock (_gate)
        {
            _last[sequence % Length] = entry;
        }
    }

    /// <summary>Null: it was too long ago.</summary>
    public (DateTimeOffset At, string? Origin)? Of(long sequence)
    {
        lock (_gate)
        {
            return _last[sequence % Length] is var (noted, at, origin) && noted == sequence && sequence > 0 ? (at, origin) : null;
        }
    }
}
