namespace Evenkeel.Benchmarks;

/// <summary>A contender did not do what its figures are about.</summary>
internal sealed class BenchmarkInvalidException(string message) : Exception(message);
