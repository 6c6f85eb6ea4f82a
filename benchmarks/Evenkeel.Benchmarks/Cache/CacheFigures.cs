using Evenkeel.Benchmarks.Turns;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What was measured.</summary>
internal sealed record CacheFigures
{
    public required IReadOnlyList<HitRound> HitRounds { get; init; }

    public required double BytesPerHit { get; init; }

    public required IReadOnlyList<InvalidationRound> Invalidations { get; init; }

    /// <summary>How often the query ran.</summary>
    public required int Fills { get; init; }

    /// <summary>A cached list over the same uncached, while rows are added.</summary>
    public required IReadOnlyList<TurnRound> Cached { get; init; }

    /// <summary>The part of the cached list's calls that was answered from memory.</summary>
    public required double Hits { get; init; }

    /// <summary>A list through a followed context over one through a context that nobody follows.</summary>
    public required IReadOnlyList<TurnRound> Followed { get; init; }

    public required IReadOnlyList<TimeSpan> Pushed { get; init; }

    public required IReadOnlyList<TimeSpan> Polled { get; init; }

    /// <summary>The 9,999th page over the first, by engine.</summary>
    public required IReadOnlyDictionary<Engine, double> PageRatios { get; init; }

    public double ServedRatio => Quantile.Median(Cached.Select(each => each.Ratio));

    public double FollowedRatio => Quantile.Median(Followed.Select(each => each.Ratio));

    public double PushedP99Ms => Quantile.Of(Pushed.Select(each => each.TotalMilliseconds), 0.99);

    public double PolledP99Ms => Quantile.Of(Polled.Select(each => each.TotalMilliseconds), 0.99);

    public double PageRatio => PageRatios.Values.Max();

    public double HitRatio => Quantile.Median(HitRounds.Select(each => each.Ratio));

    public double InvalidationRatio => Quantile.Median(Invalidations.Select(each => each.Ratio));
}
