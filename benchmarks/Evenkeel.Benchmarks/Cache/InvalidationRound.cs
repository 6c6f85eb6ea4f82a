namespace Evenkeel.Benchmarks.Cache;

/// <summary>Nanoseconds for invalidating a tag with many dependents, and one with one.</summary>
internal sealed record InvalidationRound(double Many, double One)
{
    public double Ratio => Many / One;
}
