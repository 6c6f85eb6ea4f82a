namespace Evenkeel.Benchmarks.Skew;

/// <summary>An activation; its commit is between the two moments, which are of the machine's monotonic clock.</summary>
internal sealed record Activated(long Epoch, long Began, long Ended);
