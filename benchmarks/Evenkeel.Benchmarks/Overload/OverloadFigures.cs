namespace Evenkeel.Benchmarks.Overload;

/// <summary>What one contender did.</summary>
internal sealed record OverloadFigures(string Contender, double Capacity, Phase Usual, Phase Twice, Phase Ten, CrowdResult After, CrowdResult Quiet, CrowdResult Beside, double MemoryMiB)
{
    /// <summary>The best rate of any part.</summary>
    public double Peak => new[] { Capacity, Usual.Crowd.Goodput, Twice.Crowd.Goodput, Ten.Crowd.Goodput }.Max();

    public double TwiceGoodput => Twice.Crowd.Goodput / Peak;

    public double TenGoodput => Ten.Crowd.Goodput / Peak;

    /// <summary>The 99th percentile of what was served at twice the capacity, over that at 80 %.</summary>
    public double TwiceTail => Twice.Crowd.Percentile99 / Usual.Crowd.Percentile99;

    public double RecoverySeconds => After.ServedFrom(0.95);

    /// <summary>How one user's flood moves what the others wait for.</summary>
    public double FloodTail => Beside.Percentile99 / Quiet.Percentile99;

    /// <summary>How many of the others' requests were served during the flood.</summary>
    public double FloodServed => (double)Beside.Served / Beside.Replies.Count;

    /// <summary>Processor time of a refusal over that of a served request.</summary>
    public double RefusalCost
    {
        get
        {
            var served = Usual.Cpu / Usual.Crowd.Served;
            return Math.Max(Ten.Cpu - (Ten.Crowd.Served * served), 0) / Math.Max(Ten.Crowd.Refused, 1) / served;
        }
    }
}
