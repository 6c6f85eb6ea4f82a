namespace Evenkeel.Benchmarks.Overhead;

/// <summary>A figure of the last line and what it must reach.</summary>
internal sealed record Bar
{
    public required string Key { get; init; }

    public required Engine Engine { get; init; }

    /// <summary>Those that must have been measured.</summary>
    public required IReadOnlyList<Contender> Contenders { get; init; }

    /// <summary>The figure in words.</summary>
    public required string Means { get; init; }

    public required Func<Figures, double> Figure { get; init; }

    public required double Limit { get; init; }

    /// <summary>Whether the figure may be at most the limit; otherwise it must be at least that.</summary>
    public bool IsMost { get; init; }
}
