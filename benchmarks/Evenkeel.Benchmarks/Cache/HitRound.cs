namespace Evenkeel.Benchmarks.Cache;

/// <summary>Nanoseconds for one hit, in turns of one round.</summary>
internal sealed record HitRound(double Keel, double Memory)
{
    public double Ratio => Keel / Memory;
}
