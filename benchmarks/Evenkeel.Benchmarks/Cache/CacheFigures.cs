namespace Evenkeel.Benchmarks.Cache;

/// <summary>What was measured.</summary>
internal sealed record CacheFigures
{
    public required IReadOnlyList<HitRound> Hits { get; init; }

    public required double BytesPerHit { get; init; }

    public required IReadOnlyList<InvalidationRound> Invalidations { get; init; }

    /// <summary>How often the query ran.</summary>
    public required int Fills { get; init; }

    public double HitRatio => Quantile.Median(Hits.Select(each => each.Ratio));

    public double InvalidationRatio => Quantile.Median(Invalidations.Select(each => each.Ratio));
}
