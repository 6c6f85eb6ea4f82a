namespace Evenkeel.AspNetCore.Coherence.Feed;

/// <summary>A fact about the whole feed: which database it is of, and what has been purged of it.</summary>
internal sealed class FeedStateRow
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
