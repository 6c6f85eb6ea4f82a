namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>Collects up to which position of the feed a caller has seen the data. Set for a flow of execution; safe from any thread.</summary>
internal sealed class ReadPosition
{
    private static readonly AsyncLocal<ReadPosition?> Ambient = new();

    private long _seen;
    private bool _hasSeen;
    private bool _usedDatabase;

    /// <summary>Where reads of this flow are told; null: nobody wants to know.</summary>
    public static ReadPosition? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The latest; 0 before any.</summary>
    public long Seen => Volatile.Read(ref _seen);

    /// <summary>Whether it was told any position, 0 included.</summary>
    public bool HasSeen => Volatile.Read(ref _hasSeen);

    /// <summary>Whether the caller has read from the database itself, so that only a look after it tells how far it has seen.</summary>
    public bool UsedDatabase => Volatile.Read(ref _usedDatabase);

    /// <summary>Whether the caller has seen, or may have seen, more than this node knows of: it neither reads from a cache nor fills one.</summary>
    public bool BypassesCache { get; set; }

    public void UseDatabase()
    {
        if (!UsedDatabase)
        {
            Volatile.Write(ref _usedDatabase, true);
        }
    }

    public void Saw(long position)
    {
        Volatile.Write(ref _hasSeen, true);
        for (var seen = Seen; position > seen;)
        {
            var found = Interlocked.CompareExchange(ref _seen, position, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }
}
