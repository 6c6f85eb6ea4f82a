namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>
/// Entries by age, and which to give up: a hand goes from the oldest to the newest, spares what was used since it came by last, and takes the first that was not (SIEVE). A use only sets a mark, so a hit needs no lock, and
/// a scan of keys that nobody asks for twice pushes nothing else out. Not safe from several threads: the shelf locks.
/// </summary>
internal sealed class Sieve
{
    private Entry? _newest;
    private Entry? _oldest;
    private Entry? _hand;

    public int Count { get; private set; }

    /// <summary>The bytes of all.</summary>
    public long Size { get; private set; }

    public void Add(Entry entry)
    {
        entry.Older = _newest;
        if (_newest is not null)
        {
            _newest.Newer = entry;
        }

        _newest = entry;
        _oldest ??= entry;
        Count++;
        Size += entry.Size;
    }

    public void Remove(Entry entry)
    {
        if (_hand == entry)
        {
            _hand = entry.Newer;
        }

        if (entry.Newer is null)
        {
            _newest = entry.Older;
        }
        else
        {
            entry.Newer.Older = entry.Older;
        }

        if (entry.Older is null)
        {
            _oldest = entry.Newer;
        }
        else
        {
            entry.Older.Newer = entry.Newer;
        }

        (entry.Newer, entry.Older) = (null, null);
        Count--;
        Size -= entry.Size;
    }

    /// <summary>What to give up next; null when there is nothing. It is still there.</summary>
    public Entry? Candidate()
    {
        var at = _hand ?? _oldest;
        while (at is { IsVisited: true })
        {
            at.IsVisited = false;
            at = at.Newer ?? _oldest;
        }

        _hand = at;
        return at;
    }
}
