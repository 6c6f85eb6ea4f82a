namespace Evenkeel.Benchmarks.Cache;

/// <summary>How much is measured.</summary>
internal sealed record CachePlan
{
    public int HitRounds { get; init; } = 15;

    /// <summary>In each round, for each contender: two turns.</summary>
    public int HitsInTurn { get; init; } = 2_000_000;

    public int InvalidationRounds { get; init; } = 15;

    public int InvalidationsInTurn { get; init; } = 20_000;

    public int Dependents { get; init; } = 10_000;

    public int Misses { get; init; } = 1_000;

    /// <summary>Of 5 s each.</summary>
    public int ServedRounds { get; init; } = 5;

    public int Changes { get; init; } = 120;

    /// <summary>Of the changes, the first ones, which are not counted.</summary>
    public int ChangesToWarmUp { get; init; } = 20;

    public int Pages { get; init; } = 6_000;

    /// <exception cref="ArgumentException">An option is unknown.</exception>
    public static CachePlan Of(IReadOnlyList<string> options) => options switch
    {
        [] => new CachePlan(),
        ["--quick"] => new CachePlan { HitRounds = 5, HitsInTurn = 500_000, InvalidationRounds = 5, InvalidationsInTurn = 2_000, ServedRounds = 1, Changes = 30, Pages = 300 },
        _ => throw new ArgumentException($"'{string.Join(' ', options)}' is no option of this benchmark. The only one is --quick."),
    };
}
