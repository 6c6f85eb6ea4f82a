namespace Evenkeel.Benchmarks.Skew;

/// <summary>One contender's turns of a round.</summary>
internal sealed record HeaderRate
{
    public required double PerSecond { get; init; }

    /// <summary>The server's processor time for each answer.</summary>
    public required double CpuMicroseconds { get; init; }

    public static HeaderRate Of(params HeaderTurn[] turns)
    {
        double requests = turns.Sum(each => each.Load.Requests);
        return new HeaderRate
        {
            PerSecond = requests / turns.Sum(each => each.Load.Duration.TotalSeconds),
            CpuMicroseconds = turns.Sum(each => each.Cpu.TotalMicroseconds) / requests,
        };
    }
}
