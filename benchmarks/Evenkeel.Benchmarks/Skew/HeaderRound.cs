namespace Evenkeel.Benchmarks.Skew;

/// <summary>Requests per second in one round, in which both take turns of 20 ms.</summary>
internal sealed record HeaderRound
{
    public required double Stamped { get; init; }

    public required double Plain { get; init; }

    public double Ratio => Stamped / Plain;

    /// <summary>Reads what skew.lua measured.</summary>
    public static HeaderRound Of(Load load) => new() { Stamped = Rate(load, "first"), Plain = Rate(load, "second") };

    private static double Rate(Load load, string contender) => load.Values[contender] / TimeSpan.FromMicroseconds(load.Values[$"{contender}Micros"]).TotalSeconds;
}
