namespace Evenkeel.Benchmarks.Skew;

/// <summary>Answers per second of one round.</summary>
internal sealed record HeaderRound
{
    public required double Stamped { get; init; }

    public required double Plain { get; init; }

    public double Ratio => Stamped / Plain;
}
