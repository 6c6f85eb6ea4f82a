namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>Collects up to which position of the feed a caller has seen the data. Set for a flow of execution; safe from any thread.</summary>
internal sealed class ReadPosition
{
    private static readonly AsyncLocal<ReadPosition?> Ambient = new();

    private long _seen;

    /// <summary>Where reads of this flow are told; null: nobody wants to know.</summary>
    public static ReadPosition? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The latest; 0 before any.</summary>
    public long Seen => Volatile.Read(ref _seen);

    public void Saw(long position)
    {
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
