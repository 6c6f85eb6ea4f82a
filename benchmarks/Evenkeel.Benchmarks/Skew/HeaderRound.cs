namespace Evenkeel.Benchmarks.Skew;

/// <summary>Both contenders in one round.</summary>
internal sealed record HeaderRound
{
    public required HeaderRate Stamped { get; init; }

    public required HeaderRate Plain { get; init; }

    public double Ratio => Stamped.PerSecond / Plain.PerSecond;
}
