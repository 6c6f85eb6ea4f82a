namespace Evenkeel.Benchmarks.Cache;

/// <summary>Requests per second of two endpoints that take turns of 20 ms, as cache.lua measured them.</summary>
internal sealed record ServedRound(double First, double Second)
{
    public double Ratio => First / Second;

    public static ServedRound Of(Load load) => new(Rate(load, "first"), Rate(load, "second"));

    private static double Rate(Load load, string contender) => load.Values[contender] / TimeSpan.FromMicroseconds(load.Values[$"{contender}Micros"]).TotalSeconds;
}
