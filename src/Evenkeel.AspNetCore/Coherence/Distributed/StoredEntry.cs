namespace Evenkeel.AspNetCore.Coherence.Distributed;

/// <summary>A value as it lies in a distributed cache. It is believed only as far as its reader can check.</summary>
internal sealed record StoredEntry
{
    /// <summary>The key in full: that of the store may be a hash.</summary>
    public required string Key { get; init; }

    /// <summary>The full name of the value's type.</summary>
    public required string Type { get; init; }

    /// <summary>The history that the positions belong to.</summary>
    public required string Incarnation { get; init; }

    /// <summary>At this position of the feed the value was what its query would have given.</summary>
    public required long Position { get; init; }

    /// <summary>The position taken after the query: a reader has seen no more than this.</summary>
    public required long Seen { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The names of what it was read from.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }
}
