namespace Evenkeel.Benchmarks.Turns;

/// <summary>Requests per second of two contenders that took turns, as turns.lua measured them.</summary>
internal sealed record TurnRound(double First, double Second)
{
    public double Ratio => First / Second;

    public static TurnRound Of(Load load) => new(Rate(load, "first"), Rate(load, "second"));

    private static double Rate(Load load, string contender) => load.Values[contender] / TimeSpan.FromMicroseconds(load.Values[$"{contender}Micros"]).TotalSeconds;
}
