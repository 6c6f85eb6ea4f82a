using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>
/// One computation of a value: which tags it read, and since when they must not have changed. What reads on its behalf reports here, through <see cref="Current"/>, from any thread.
/// </summary>
/// <remarks>
/// A context gives out what it read first: a row that it tracks keeps its old values when it is read again. So what is read through a context counts as read at the context's first use, which may lie before the
/// fill, or after its beginning.
/// </remarks>
internal sealed class Fill
{
    private static readonly AsyncLocal<Fill?> Ambient = new();

    private readonly Lock _gate = new();
    private readonly Dictionary<Tag, TagRead> _reads = [];
    private readonly TagTable _table;
    private readonly Fill? _outer = Current;
    private long? _contextsBegan;
    private bool _isKept = true;

    public Fill(TagTable table)
    {
        _table = table;
        Started = table.Now;
    }

    /// <summary>The fill that this flow of execution computes; null outside any.</summary>
    public static Fill? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The sequence when this fill began.</summary>
    public long Started { get; }

    /// <summary>Whether all that it read can be followed.</summary>
    public bool MayBeKept
    {
        get
        {
            lock (_gate)
            {
                return _isKept;
            }
        }
    }

    /// <summary>The tags that it has read.</summary>
    public Tag[] Tags
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads.Keys];
            }
        }
    }

    /// <summary>Whether this flow of execution computes <paramref name="fill"/>, or a value that it waits for.</summary>
    public static bool IsWithin(Fill fill)
    {
        var each = Current;
        while (each is not null && each != fill)
        {
            each = each._outer;
        }

        return each is not null;
    }

    /// <summary>It reads what <paramref name="tag"/> names through a context: say also when that <see cref="Began"/>.</summary>
    public void DependOn(Tag tag) => Note(tag, TagRead.Context);

    /// <summary>It has what <paramref name="tag"/> names as it stood at <paramref name="sequence"/>.</summary>
    public void DependOn(Tag tag, long sequence) => Note(tag, new TagRead(false, sequence));

    /// <summary>It reads through a context that was first used at <paramref name="sequence"/>: <see cref="TagTable.Now"/> from before that use. Of several contexts the earliest counts; where none is named, the fill's own start.</summary>
    public void Began(long sequence)
    {
        lock (_gate)
        {
            _contextsBegan = Math.Min(_contextsBegan ?? long.MaxValue, sequence);
        }
    }

    /// <summary>It read something of which nobody will say when it changes.</summary>
    public void CannotBeKept()
    {
        lock (_gate)
        {
            _isKept = false;
        }
    }

    /// <summary>Whether nothing that it has read so far has changed since.</summary>
    public bool IsCurrent()
    {
        lock (_gate)
        {
            var began = _contextsBegan ?? Started;
            if (!_table.All.IsUnchangedSince(Math.Min(began, Started)))
            {
                return false;
            }

            foreach (var (tag, read) in _reads)
            {
                if (!tag.IsUnchangedSince(read.Since(began)))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether its value, as far as it has read, is recent enough for a call that began at <paramref name="arrived"/>: nothing had changed by then.</summary>
    public bool Serves(long arrived)
    {
        lock (_gate)
        {
            var began = _contextsBegan ?? Started;
            if ((!_isKept && arrived > Started) || !_table.All.WasUnchangedBetween(Math.Min(began, Started), arrived))
            {
                return false;
            }

            foreach (var (tag, read) in _reads)
            {
                if (!tag.WasUnchangedBetween(read.Since(began), arrived))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>It used the value of another fill: it depends on all that the other one read, when that read it.</summary>
    public void DependOn(Fill other)
    {
        KeyValuePair<Tag, long>[] reads;
        lock (other._gate)
        {
            var began = other._contextsBegan ?? other.Started;
            reads = [.. other._reads.Select(each => KeyValuePair.Create(each.Key, each.Value.Since(began))), KeyValuePair.Create(_table.All, Math.Min(began, other.Started))];
        }

        foreach (var (tag, sequence) in reads)
        {
            DependOn(tag, sequence);
        }

        if (!other.MayBeKept)
        {
            CannotBeKept();
        }
    }

    private void Note(Tag tag, TagRead read)
    {
        lock (_gate)
        {
            _reads[tag] = _reads.TryGetValue(tag, out var earlier) ? earlier.And(read) : read;
        }
    }
}
