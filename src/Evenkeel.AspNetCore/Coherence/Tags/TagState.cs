namespace Evenkeel.AspNetCore.Coherence.Tags;

/// <summary>When the things of one name last changed. It outlives the <see cref="Tag"/> that dependents hold. Written under the table's lock, read from anywhere.</summary>
internal sealed class TagState
{
    private long _changed;
    private long _changedBefore;
    private long _position;
    private int _ahead;

    /// <summary>The sequence of the last change.</summary>
    public long Changed => Volatile.Read(ref _changed);

    /// <summary>The sequence of the change before the last; or, where nobody knows it any more, a later one.</summary>
    public long ChangedBefore => Volatile.Read(ref _changedBefore);

    /// <summary>The feed's position of the last change; beyond all others while that of a change of this node is not known yet.</summary>
    public long Position => Ahead > 0 ? long.MaxValue : Volatile.Read(ref _position);

    /// <summary>How many changes of this node the feed has not brought back yet.</summary>
    public int Ahead
    {
        get => Volatile.Read(ref _ahead);
        set => Volatile.Write(ref _ahead, value);
    }

    public WeakReference<Tag>? Holder { get; set; }

    /// <summary>Begins where names that were forgotten left off: what came before that is not known.</summary>
    public void StartFrom(long sequence, long position)
    {
        _changed = _changedBefore = sequence;
        _position = position;
    }

    public void Settle(long position)
    {
        Volatile.Write(ref _position, Math.Max(_position, position));
        Ahead = Math.Max(0, Ahead - 1);
    }

    // The earlier change is written first: a reader that sees only half takes the name for changed more often than it was.
    public void Change(long sequence, long position)
    {
        Volatile.Write(ref _changedBefore, _changed);
        Volatile.Write(ref _changed, sequence);
        Volatile.Write(ref _position, Math.Max(_position, position));
    }
}
