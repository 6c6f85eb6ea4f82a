namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>What a cache must know of the feed of changes. Safe from any thread; the properties are read on every hit, and must cost next to nothing.</summary>
internal interface ICoherence
{
    /// <summary>Whether this node has heard of changes recently enough (its lease). While it has not, nothing is served from the cache and nothing is kept.</summary>
    bool IsFresh { get; }

    /// <summary>Whether the calling flow must neither read from the cache nor fill it: it is inside a command that has written.</summary>
    bool IsBypassed { get; }

    /// <summary>Which history of the database positions belong to. Entries of another one are never accepted.</summary>
    string Incarnation { get; }

    /// <summary>This node knows of every change after this position.</summary>
    long HistoryFrom { get; }

    /// <summary>Every change up to this position has been applied to the <see cref="Tags.TagTable"/>.</summary>
    long Applied { get; }

    /// <summary>A position at which all that has been read by now was there. It is asked after the query.</summary>
    ValueTask<long> PositionAfterAsync(CancellationToken cancellationToken);

    /// <summary>Invalidates these tags on this node before it returns, and on every other as the feed reaches it.</summary>
    ValueTask InvalidateAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken);
}
