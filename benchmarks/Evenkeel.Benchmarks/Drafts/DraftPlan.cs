namespace Evenkeel.Benchmarks.Drafts;

/// <summary>How much is measured.</summary>
internal sealed record DraftPlan
{
    public int Rounds { get; init; } = 5;

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A contender's turn; it has two in each round.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What one connection saves alone, and what many do at a time.</summary>
    public IReadOnlyList<int> Connections { get; init; } = [32, 1];

    public IReadOnlyList<Engine> Engines { get; init; } = Enum.GetValues<Engine>();

    /// <summary>How many keys are pressed in the form.</summary>
    public int KeyPresses { get; init; } = 400;

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static DraftPlan Of(IReadOnlyList<string> options) => options switch
    {
        [] => new DraftPlan(),
        ["--quick"] => new DraftPlan { Rounds = 1, WarmUp = TimeSpan.FromSeconds(1), Turn = TimeSpan.FromSeconds(1), KeyPresses = 60 },
        _ => throw new ArgumentException($"'{string.Join(' ', options)}' is no option of this benchmark. The only one is --quick."),
    };
}
