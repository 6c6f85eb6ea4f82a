namespace Evenkeel.Benchmarks.Overload;

/// <param name="Status">0: none in time.</param>
/// <param name="Took">Since the user wanted it.</param>
internal readonly record struct Reply(int Status, TimeSpan Took);
