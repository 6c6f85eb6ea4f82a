namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>How the cache is tried in production.</summary>
public sealed class CoherenceProbeOptions
{
    /// <summary>How often this instance writes a number of its own, and reads those of all instances with the cache and without. Each time is one small transaction, one row of the feed, and a fill for each instance.</summary>
    /// <value>Default: 1 s. From 20 ms to 1 hour.</value>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);
}
