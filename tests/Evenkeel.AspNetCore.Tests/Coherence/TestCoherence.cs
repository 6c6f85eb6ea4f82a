using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Tags;

namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>A feed that a test plays: positions are those of a log that several nodes share.</summary>
internal sealed class TestCoherence(TagTable tags) : ICoherence
{
    public bool IsFresh { get; set; } = true;

    public bool IsBypassed { get; set; }

    public string Incarnation { get; set; } = "first";

    public long HistoryFrom { get; set; }

    public long Applied { get; private set; }

    /// <summary>What a query would be told.</summary>
    public Func<long>? PositionAfter { get; set; }

    /// <summary>The nodes of one log, this one included.</summary>
    public List<TestCoherence> Nodes { get; } = [];

    public ValueTask<long> PositionAfterAsync(CancellationToken cancellationToken) => new(PositionAfter?.Invoke() ?? Applied);

    public ValueTask InvalidateAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var position = Applied + 1;
        Apply(names, position);
        foreach (var node in Nodes.Where(each => each != this))
        {
            node.Apply(names, position);
        }

        return ValueTask.CompletedTask;
    }

    public void Apply(IReadOnlyCollection<string> names, long position)
    {
        tags.Invalidate(names, position);
        Applied = Math.Max(Applied, position);
    }
}
