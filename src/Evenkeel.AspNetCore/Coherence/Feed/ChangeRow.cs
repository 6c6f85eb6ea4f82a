namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>What one committed transaction changed.</summary>
internal sealed class ChangeRow
{
    public long Id { get; init; }

    /// <summary>The transaction's id on PostgreSQL; 0 on SQLite.</summary>
    public required long Xid { get; init; }

    /// <summary>One tag a line.</summary>
    public required string Tags { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long At { get; init; }
}
