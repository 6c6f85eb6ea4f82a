using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Queries;

/// <summary>One answer that was computed: what it was read from, and what ended the one before it.</summary>
/// <param name="Target">Its key.</param>
/// <param name="At">When.</param>
/// <param name="Started">The node's sequence at its beginning.</param>
/// <param name="Tags">What it was read from.</param>
/// <param name="LastChange">What made an earlier answer of this key stale: a name and the node's sequence.</param>
internal sealed record RecordedFill(CacheKey Target, DateTimeOffset At, long Started, Tag[] Tags, RecordedChange? LastChange)
{
    /// <summary>What made this one stale; null: nothing yet.</summary>
    public RecordedChange? Change => Tags.Where(tag => !tag.IsUnchangedSince(Started)).MaxBy(tag => tag.Changed) is { } changed ? new RecordedChange(changed.Name, changed.Changed) : null;
}
