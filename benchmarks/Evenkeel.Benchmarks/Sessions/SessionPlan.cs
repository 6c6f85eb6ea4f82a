namespace Evenkeel.Benchmarks.Sessions;

/// <summary>How much is measured.</summary>
internal sealed record SessionPlan
{
    /// <summary>Signed in at once, and used in turn: each is verified anew whenever it was last verified too long ago.</summary>
    public int Sessions { get; init; } = 200;

    /// <summary>Of 5 s each.</summary>
    public int Rounds { get; init; } = 15;

    public int Ends { get; init; } = 20;

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static SessionPlan Of(IReadOnlyList<string> options) => options switch
    {
        [] => new SessionPlan(),
        ["--quick"] => new SessionPlan { Rounds = 3, Ends = 5 },
        _ => throw new ArgumentException($"'{string.Join(' ', options)}' is no option of this benchmark. The only one is --quick."),
    };
}
