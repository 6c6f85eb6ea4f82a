namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>
/// The tags of one node and its one sequence of invalidations. Invalidating costs the same whatever depends on a tag. Names that nobody holds are forgotten. Safe from any thread.
/// </summary>
internal sealed class TagTable
{
    private const int LeastSweep = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TagState> _states = new(StringComparer.Ordinal);
    private readonly ForgottenTags _forgotten = new();
    private readonly TagState _all = new();
    private readonly ChangeHistory? _history;
    private readonly RecentChanges? _recent;
    private int _sweepAt = LeastSweep;
    private long _now;

    public TagTable(ChangeHistory? history = null, RecentChanges? recent = null) => (All, _history, _recent) = (new Tag(Tag.Wildcard, _all), history, recent);

    /// <summary>What everything depends on, without saying so.</summary>
    public Tag All { get; }

    /// <summary>The sequence of the last invalidation. All that it changed shows in the tags before it shows here.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>How many names are remembered one by one.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _states.Count;
            }
        }
    }

    /// <summary>The tag of a name.</summary>
    public Tag Of(string name)
    {
        if (name == Tag.Wildcard)
        {
            return All;
        }

        lock (_gate)
        {
            var state = StateOf(name);
            if (state.Holder is null || !state.Holder.TryGetTarget(out var tag))
            {
                tag = new Tag(name, state);
                state.Holder = new WeakReference<Tag>(tag);
            }

            return tag;
        }
    }

    /// <summary>Says that what these names stand for has changed. <c>*</c> stands for everything.</summary>
    /// <param name="names">The names; each counts once.</param>
    /// <param name="position">The feed's position of the change. Without a feed null: positions are then the sequence itself.</param>
    /// <returns>The sequence of this invalidation.</returns>
    public long Invalidate(IReadOnlyCollection<string> names, long? position = null) => Change(names, position, isAhead: false);

    /// <summary>Forgets everything that was cached before.</summary>
    /// <param name="position">As for <see cref="Invalidate"/>.</param>
    public long InvalidateAll(long? position = null) => Invalidate([Tag.Wildcard], position);

    /// <summary>The same for a change that this node has committed, and whose position it will hear from the feed: see <see cref="Settle"/>.</summary>
    public long InvalidateAhead(IReadOnlyCollection<string> names)
    {
        lock (_gate)
        {
            foreach (var name in names.Where(name => name != Tag.Wildcard))
            {
                StateOf(name).Ahead++;
            }

            return Change(names, position: 0, isAhead: true);
        }
    }

    /// <summary>The feed has brought back a change of this node.</summary>
    public void Settle(IReadOnlyCollection<string> names, long position)
    {
        lock (_gate)
        {
            foreach (var name in names)
            {
                if (name == Tag.Wildcard)
                {
                    _all.Settle(position);
                }
                else if (_states.TryGetValue(name, out var state))
                {
                    state.Settle(position);
                }
                else
                {
                    _forgotten.Change(name, 0, position);
                }
            }

            _recent?.Settle(names, position);
        }
    }

    /// <summary>The feed begins anew, and brings back nothing from before.</summary>
    public void SettleAll(long position)
    {
        lock (_gate)
        {
            foreach (var state in _states.Values.Where(state => state.Ahead > 0))
            {
                state.Ahead = 1;
                state.Settle(position);
            }

            _recent?.Restart(position);
        }
    }

    private long Change(IReadOnlyCollection<string> names, long? position, bool isAhead)
    {
        lock (_gate)
        {
            var sequence = _now + 1;
            foreach (var name in names)
            {
                Change(name, sequence, position ?? sequence);
            }

            _history?.Note(sequence);

            // Only now: whoever sees this sequence must see its tags, or it would take a value for checked that was not.
            Volatile.Write(ref _now, sequence);
            _recent?.Note(names, position ?? sequence, isAhead);
            return sequence;
        }
    }

    private TagState StateOf(string name)
    {
        if (!_states.TryGetValue(name, out var state))
        {
            SweepWhenMany();
            var (sequence, position) = _forgotten[name];
            state = new TagState();
            state.StartFrom(sequence, position);
            _states.Add(name, state);
        }

        return state;
    }

    private void Change(string name, long sequence, long position)
    {
        if (name == Tag.Wildcard)
        {
            _all.Change(sequence, position);
        }
        else if (_states.TryGetValue(name, out var state))
        {
            if (state.Changed != sequence)
            {
                state.Change(sequence, position);
            }
        }
        else
        {
            _forgotten.Change(name, sequence, position);
        }
    }

    // A state without a holder has no dependents: nobody can miss it. The cost is spread over the names that made the table grow.
    private void SweepWhenMany()
    {
        if (_states.Count < _sweepAt)
        {
            return;
        }

        foreach (var (name, state) in _states)
        {
            if (state.Ahead == 0 && !(state.Holder is { } holder && holder.TryGetTarget(out _)))
            {
                _forgotten.Change(name, state.Changed, state.Position);
                _states.Remove(name);
            }
        }

        _sweepAt = Math.Max(LeastSweep, 2 * _states.Count);
    }
}
