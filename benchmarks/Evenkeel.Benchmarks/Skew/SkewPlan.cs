namespace Evenkeel.Benchmarks.Skew;

/// <summary>How much is measured, and for how long.</summary>
internal sealed record SkewPlan
{
    public int Listeners { get; init; } = 200;

    /// <summary>On each database.</summary>
    public int Activations { get; init; } = 30;

    public int HeaderRounds { get; init; } = 21;

    public int IdleStreams { get; init; } = 1_000;

    /// <summary>Until idle streams are as they stay: each has sent what shows that it lives.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an idle tab is watched.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static SkewPlan Of(IReadOnlyList<string> options) => options switch
    {
        [] => new SkewPlan(),
        ["--quick"] => new SkewPlan { Listeners = 50, Activations = 5, HeaderRounds = 3, IdleStreams = 200, Settling = TimeSpan.FromSeconds(2) },
        _ => throw new ArgumentException($"'{string.Join(' ', options)}' is no option of this benchmark. The only one is --quick."),
    };
}
