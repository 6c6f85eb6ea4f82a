namespace Evenkeel.AspNetCore.Coherence;

/// <summary>How long and how much the cache keeps.</summary>
public sealed class CacheOptions
{
    /// <summary>How long a value is kept when the call does not say. It bounds how long a write that Evenkeel cannot see goes unnoticed.</summary>
    /// <value>Default 60 seconds. Range 1 millisecond to 365 days.</value>
    public TimeSpan Expiration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it is kept in memory when the call does not say; never longer than it is kept at all.</summary>
    /// <value>Default null: as long as it is kept at all. Range 1 millisecond to 365 days.</value>
    public TimeSpan? LocalCacheExpiration { get; set; }

    /// <summary>After which part of its time in memory a value is computed anew in the background, by the first call that finds it. The factory then runs when that call may be over, so it must not use what belongs to a request.</summary>
    /// <value>Default 0: never. Range 0.1 to 0.99.</value>
    public double EagerRefresh { get; set; }

    /// <summary>How many bytes the values in memory may take, with their keys. Serialized values and texts are measured; other immutable objects count as 512 bytes each.</summary>
    /// <value>Default 64 MiB. Range 1 KiB to 1 TiB.</value>
    public long MaximumSize { get; set; } = 64L << 20;

    /// <summary>How many values are kept in memory.</summary>
    /// <value>Default 100,000. Range 1 to 100,000,000.</value>
    public int MaximumEntries { get; set; } = 100_000;

    /// <summary>How many bytes one value may take; a larger one is computed for each call that finds no other in progress.</summary>
    /// <value>Default 1 MiB. Range 1 byte to 1 GiB.</value>
    public int MaximumPayloadBytes { get; set; } = 1 << 20;

    /// <summary>How many characters a key may have; calls with a longer one, or with an empty one, go past the cache.</summary>
    /// <value>Default 1,024. Range 1 to 65,536.</value>
    public int MaximumKeyLength { get; set; } = 1024;

    /// <summary>Whether anybody may see at <c>GET /_evenkeel/coherence</c> what each cached query depends on and why it was last invalidated. Where it is not allowed the path answers 404.</summary>
    /// <value>Default null: in development only.</value>
    public bool? IsCoherencePublic { get; set; }

    /// <summary>Whether the application's <c>IDistributedCache</c>, if it has one, stands behind the memory. One that is in memory itself is never used.</summary>
    /// <value>Default true.</value>
    public bool UseDistributedCache { get; set; } = true;

    /// <summary>How long to wait for the distributed cache before the call goes on without it.</summary>
    /// <value>Default 500 milliseconds. Range 1 millisecond to 1 minute.</value>
    public TimeSpan DistributedTimeout { get; set; } = TimeSpan.FromMilliseconds(500);
}
