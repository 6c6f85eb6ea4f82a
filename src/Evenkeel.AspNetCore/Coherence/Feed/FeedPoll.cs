namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>What one look at the feed found.</summary>
internal sealed record FeedPoll
{
    /// <summary>From where the next look reads on: on PostgreSQL the oldest transaction that was under way, on SQLite the last row.</summary>
    public required long Next { get; init; }

    /// <summary>Rises with each transaction that ends. Who has looked at a later position has seen all that an earlier one had.</summary>
    public required long Position { get; init; }

    /// <summary>Rows since the point that was asked for. On PostgreSQL some were there before.</summary>
    public required IReadOnlyList<FeedChange> Changes { get; init; }

    /// <summary>Which database this is.</summary>
    public required string Incarnation { get; init; }

    /// <summary>Rows were purged that the last look may not have seen.</summary>
    public required bool HasGap { get; init; }
}
