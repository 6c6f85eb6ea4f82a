using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>
/// What this node has heard of the feed, applied to its tags. A look that finds another database, an earlier state of the same one, or rows purged that it had not read, makes it forget all it has cached.
/// Looks come one after the other; the rest is thread-safe.
/// </summary>
internal sealed class FeedHistory(TagTable tags, string node)
{
    private readonly Lock _lock = new();
    private HashSet<long> _applied = [];
    private long _position;
    private long _historyFrom;
    private long _number;

    /// <summary>Where the next look reads on; null before the first.</summary>
    public long? Next { get; private set; }

    /// <summary>The database that is read; null before the first look.</summary>
    public string? Incarnation { get; private set; }

    /// <summary>Every change up to this position has been applied.</summary>
    public long Applied => Volatile.Read(ref _position);

    /// <summary>Every change after this position is known.</summary>
    public long From => Volatile.Read(ref _historyFrom);

    /// <summary>How often all was forgotten.</summary>
    public int Resets { get; private set; }

    public string Node => node;

    /// <summary>A number for a change that this node is about to commit.</summary>
    public long NextNumber() => Interlocked.Increment(ref _number);

    /// <summary>This node's own change has been committed, or may have been.</summary>
    public void ApplyOwn(IReadOnlyCollection<string> names) => tags.InvalidateAhead(names);

    /// <returns>How many changes of others it brought.</returns>
    public int Apply(FeedPoll poll)
    {
        lock (_lock)
        {
            if (Next is null || IsBroken(poll))
            {
                return Restart(poll);
            }

            var others = 0;
            HashSet<long> applied = [];
            foreach (var change in poll.Changes)
            {
                applied.Add(change.Id);
                if (_applied.Contains(change.Id))
                {
                    continue;
                }

                if (change.Node == node)
                {
                    tags.Settle(change.Tags, poll.Position);
                }
                else
                {
                    others++;
                    tags.Invalidate(change.Tags, poll.Position);
                }
            }

            _applied = applied;
            Next = poll.Next;
            Volatile.Write(ref _position, poll.Position);
            return others;
        }
    }

    private bool IsBroken(FeedPoll poll) => poll.HasGap || poll.Incarnation != Incarnation || poll.Position < _position;

    private int Restart(FeedPoll poll)
    {
        var isFirst = Next is null;
        _applied = [.. poll.Changes.Select(change => change.Id)];
        // No position of the former history may be taken for one that the new one has reached.
        Volatile.Write(ref _position, 0);
        (Next, Incarnation) = (poll.Next, poll.Incarnation);
        // Only now: what was cached before it is gone before anybody takes the new position for known.
        tags.InvalidateAll(poll.Position);
        tags.SettleAll(poll.Position);
        Volatile.Write(ref _historyFrom, poll.Position);
        Volatile.Write(ref _position, poll.Position);
        Resets += isFirst ? 0 : 1;
        return 0;
    }
}
