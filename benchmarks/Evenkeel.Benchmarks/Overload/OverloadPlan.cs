namespace Evenkeel.Benchmarks.Overload;

/// <summary>How long each part is measured.</summary>
internal sealed record OverloadPlan
{
    public double Seconds { get; init; } = 15;

    public int Rounds { get; init; } = 9;

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static OverloadPlan Of(IReadOnlyList<string> options) => options switch
    {
        [] => new OverloadPlan(),
        ["--quick"] => new OverloadPlan { Seconds = 5, Rounds = 3 },
        _ => throw new ArgumentException($"'{string.Join(' ', options)}' is no option of this benchmark. The only one is --quick."),
    };
}
