namespace Evenkeel.Benchmarks;

/// <summary>One benchmark that <c>./bench NAME</c> runs.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>Measures, and writes its table to <paramref name="table"/>.</summary>
    /// <param name="options">What was typed behind the name, without <c>--check</c>.</param>
    /// <param name="table">Where the table goes.</param>
    /// <exception cref="ArgumentException">It has no such option.</exception>
    /// <exception cref="BenchmarkInvalidException">Something went wrong that makes the figures worthless.</exception>
    Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table);
}
