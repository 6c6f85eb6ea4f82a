using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Coherence.Fills;

/// <summary>
/// One node without a feed: always fresh, and positions are its own sequence. Its history is its own too: what another process put into a distributed cache is not accepted, since this one cannot know what
/// changed since.
/// </summary>
internal sealed class LocalCoherence(TagTable tags, TimeProvider time, IUncommittedWrites? uncommitted = null) : ICoherence
{
    public bool IsFresh => true;

    public bool IsBypassed => uncommitted?.Any == true;

    public string Incarnation { get; } = Guid.CreateVersion7(time.GetUtcNow()).ToString();

    public long HistoryFrom => 0;

    public long Applied => tags.Now;

    public ValueTask<long> PositionAfterAsync(CancellationToken cancellationToken) => new(tags.Now);

    public ValueTask InvalidateAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        tags.Invalidate(names);
        return ValueTask.CompletedTask;
    }
}
