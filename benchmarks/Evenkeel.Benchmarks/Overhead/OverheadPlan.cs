namespace Evenkeel.Benchmarks.Overhead;

/// <summary>What is measured, and for how long.</summary>
internal sealed record OverheadPlan
{
    public const int One = 1;
    public const int Many = 32;

    public IReadOnlyList<Engine> Engines { get; init; } = [Engine.Sqlite, Engine.Postgres];

    public int Rounds { get; init; } = 3;

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan OfOne { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan OfMany { get; init; } = TimeSpan.FromSeconds(4);

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static OverheadPlan Of(IReadOnlyList<string> options)
    {
        var plan = new OverheadPlan();
        for (var index = 0; index < options.Count; index++)
        {
            plan = options[index] switch
            {
                "--quick" => plan with { Rounds = 1, WarmUp = TimeSpan.FromSeconds(1), OfMany = TimeSpan.FromSeconds(1) },
                "--only" when Enum.TryParse<Engine>(options.ElementAtOrDefault(++index), ignoreCase: true, out var engine) => plan with { Engines = [engine] },
                _ => throw new ArgumentException("The options are [--quick] [--only sqlite|postgres]."),
            };
        }

        return plan;
    }

    public TimeSpan Of(int connections) => connections == One ? OfOne : OfMany;
}
