using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>A value in memory. What it was read from, and until which sequence that is known not to have changed.</summary>
internal abstract class Entry
{
    private long _asOf;
    private long _refreshAt;

    public required string Key { get; init; }

    public required Tag[] Tags { get; init; }

    /// <summary>The sequence at which it was last found to hold: a hit compares this one number while nothing is invalidated.</summary>
    public required long AsOf
    {
        get => Volatile.Read(ref _asOf);
        init => _asOf = value;
    }

    public required EntryTimes Times
    {
        get => new(_refreshAt, ExpiresAt);
        init => (_refreshAt, ExpiresAt) = (value.RefreshAt, value.ExpiresAt);
    }

    /// <summary>In <see cref="CoarseClock"/>'s milliseconds.</summary>
    public long ExpiresAt { get; private init; }

    /// <summary>The feed's position taken after the query.</summary>
    public required long Position { get; init; }

    public required long Size { get; init; }

    /// <summary>Whether it was used since eviction last looked at it.</summary>
    public bool IsVisited { get; set; }

    /// <summary>Its neighbours by age. The shelf's.</summary>
    public Entry? Newer { get; set; }

    public Entry? Older { get; set; }

    public bool IsRefreshDue(long clock) => clock >= Volatile.Read(ref _refreshAt);

    /// <summary>Gives the refresh to one caller.</summary>
    public bool TakeRefresh(long clock)
    {
        var due = Volatile.Read(ref _refreshAt);
        return clock >= due && Interlocked.CompareExchange(ref _refreshAt, long.MaxValue, due) == due;
    }

    /// <summary>Whether it holds at <paramref name="now"/>, the node's sequence read before this call; if so, it is not looked at again until the next invalidation.</summary>
    public bool HoldsAt(long now, Tag all)
    {
        var asOf = AsOf;
        if (asOf == now)
        {
            return true;
        }

        if (!all.IsUnchangedSince(asOf))
        {
            return false;
        }

        foreach (var tag in Tags)
        {
            if (!tag.IsUnchangedSince(asOf))
            {
                return false;
            }
        }

        // Another reader may have written a later one: then this one is only looked at once more.
        Volatile.Write(ref _asOf, now);
        return true;
    }
}
