namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>How instances on one database hear of each other's changes.</summary>
public sealed class FeedOptions
{
    /// <summary>How often a node reads the feed while there is news.</summary>
    /// <value>Default: 50 ms. From 5 ms to <see cref="IdlePollEvery"/>.</value>
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often it reads while there is none: each look without news doubles the pause up to this.</summary>
    /// <value>Default: 500 ms. Up to a third of <see cref="Lease"/>.</value>
    public TimeSpan IdlePollEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A node that has not heard of the feed for so long serves nothing from its cache.</summary>
    /// <value>Default: 5 s. From 100 ms to 10 minutes.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long changes are kept. A node that was away for longer forgets all it has cached.</summary>
    /// <value>Default: 10 minutes. From twice <see cref="Lease"/> to 30 days.</value>
    public TimeSpan Keep { get; set; } = TimeSpan.FromMinutes(10);
}
