namespace Evenkeel.Benchmarks;

/// <summary>What a benchmark found: the values of its last line, and why it misses its bar, if it does.</summary>
internal sealed record BenchmarkResult
{
    public required IReadOnlyList<(string Key, string Value)> Values { get; init; }

    /// <summary>One sentence for each bar that was missed; <c>--check</c> fails on any.</summary>
    public IReadOnlyList<string> Misses { get; init; } = [];
}
