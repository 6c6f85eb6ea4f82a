namespace Evenkeel.Benchmarks.Skew;

/// <summary>One activation and who heard of it.</summary>
internal sealed record HeardActivation
{
    /// <summary>How long the call took; the commit was within it.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>From the beginning of the call, so the commit itself is in it, to the event at each stream.</summary>
    public required IReadOnlyList<TimeSpan> Delays { get; init; }
}
