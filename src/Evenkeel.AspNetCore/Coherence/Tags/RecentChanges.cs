namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>
/// Which tags changed last, and up to which position of the feed: a page that comes with a position is told what has changed since. Bounded; thread-safe. The table of tags tells it, from inside its lock.
/// </summary>
internal sealed class RecentChanges(int most = RecentChanges.Most)
{
    public const int Most = 4_096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Change>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<Change> _byAge = new();
    private long _floor;
    private long _lostAhead;

    /// <summary>Told of each change as it happens, and whether it is one of this node's own, of which the feed's position is not known yet. It must return at once. Null: nobody wants to know.</summary>
    public Action<IReadOnlyCollection<string>, bool>? Happened { get; set; }

    /// <param name="names">What changed.</param>
    /// <param name="position">Whoever has seen this position has seen the change.</param>
    /// <param name="isAhead">The position is not known yet: see <see cref="Settle"/>.</param>
    public void Note(IReadOnlyCollection<string> names, long position, bool isAhead)
    {
        lock (_lock)
        {
            foreach (var name in names)
            {
                var change = Touch(name);
                change.Position = Math.Max(change.Position, position);
                change.Ahead += isAhead ? 1 : 0;
            }
        }

        Happened?.Invoke(names, isAhead);
    }

    /// <summary>The position of a change of this node's own has become known.</summary>
    public void Settle(IReadOnlyCollection<string> names, long position)
    {
        lock (_lock)
        {
            foreach (var name in names)
            {
                if (_known.TryGetValue(name, out var node))
                {
                    node.Value.Position = Math.Max(node.Value.Position, position);
                    node.Value.Ahead = Math.Max(0, node.Value.Ahead - 1);
                }
                else
                {
                    _floor = Math.Max(_floor, position);
                    _lostAhead = Math.Max(0, _lostAhead - 1);
                }
            }
        }
    }

    /// <summary>The feed begins anew: of what was before, nothing is known.</summary>
    public void Restart(long position)
    {
        lock (_lock)
        {
            _known.Clear();
            _byAge.Clear();
            (_floor, _lostAhead) = (position, 0);
        }
    }

    /// <returns>The tags that have changed, as far as somebody may not have seen it who has seen this position; null: nobody knows any more, or everything has.</returns>
    public IReadOnlyCollection<string>? Since(long position)
    {
        lock (_lock)
        {
            if (position < _floor || _lostAhead > 0)
            {
                return null;
            }

            string[] names = [.. _byAge.Where(change => change.Ahead > 0 || change.Position > position).Select(change => change.Name)];
            return names.Contains(Tag.Wildcard) ? null : names;
        }
    }

    private Change Touch(string name)
    {
        if (_known.TryGetValue(name, out var node))
        {
            _byAge.Remove(node);
        }
        else
        {
            node = new LinkedListNode<Change>(new Change(name));
            _known.Add(name, node);
        }

        _byAge.AddLast(node);
        if (_byAge.Count > most)
        {
            Forget(_byAge.First!);
        }

        return node.Value;
    }

    private void Forget(LinkedListNode<Change> oldest)
    {
        _byAge.Remove(oldest);
        _known.Remove(oldest.Value.Name);
        _floor = Math.Max(_floor, oldest.Value.Position);
        _lostAhead += oldest.Value.Ahead;
    }

    private sealed class Change(string name)
    {
        public string Name => name;

        public long Position { get; set; }

        /// <summary>How many changes of this node the feed has not brought back yet.</summary>
        public int Ahead { get; set; }
    }
}
