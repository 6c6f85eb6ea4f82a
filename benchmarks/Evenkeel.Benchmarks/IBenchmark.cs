namespace Evenkeel.Benchmarks;

/// <summary>One benchmark that <c>./bench NAME</c> runs.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>Measures, and writes its table to <paramref name="table"/>.</summary>
    Task<BenchmarkResult> RunAsync(TextWriter table);
}
