using System.Globalization;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What the cache may cost.</summary>
internal static class CacheBars
{
    private const double HitRatio = 1.5;
    private const double BytesPerHit = 0;
    private const int Fills = 1;
    private const double Served = 5;
    private const double Hits = 0.9;
    private const double Followed = 0.97;
    private const double PushedMs = 100;
    private const double PolledMs = 1_000;
    private const double Page = 1.2;

    // The cost is the same; what differs is noise.
    private const double InvalidationRatio = 1.5;

    public static BenchmarkResult Judge(CacheFigures figures)
    {
        List<string> misses = [];
        Require(figures.HitRatio <= HitRatio, $"a hit takes {Text(figures.HitRatio)} times what IMemoryCache takes; the bar is {Text(HitRatio)}");
        Require(figures.BytesPerHit <= BytesPerHit, $"a hit allocates {Text(figures.BytesPerHit)} bytes; the bar is {Text(BytesPerHit)}");
        Require(figures.InvalidationRatio <= InvalidationRatio, $"invalidating a tag with many dependents takes {Text(figures.InvalidationRatio)} times what one with one takes; the bar is {Text(InvalidationRatio)}");
        Require(figures.Fills == Fills, $"concurrent misses ran the query {figures.Fills} times; the bar is {Fills}");
        Require(figures.ServedRatio >= Served, $"a cached list serves {Text(figures.ServedRatio)} times what the uncached one serves; the bar is {Text(Served)}");
        Require(figures.Hits >= Hits, $"{Text(figures.Hits)} of the cached list's calls were hits; the bar is {Text(Hits)}");
        Require(figures.FollowedRatio >= Followed, $"a followed read serves {Text(figures.FollowedRatio)} of what one serves that nobody follows; the bar is {Text(Followed)}");
        Require(figures.PushedP99Ms < PushedMs, $"with the push a change reaches other instances within {Text(figures.PushedP99Ms)} ms; the bar is less than {PushedMs} ms");
        Require(figures.PolledP99Ms < PolledMs, $"without the push a change reaches other instances within {Text(figures.PolledP99Ms)} ms; the bar is less than {PolledMs} ms");
        Require(figures.PageRatio <= Page, $"page 9,999 takes {Text(figures.PageRatio)} times what page 1 takes; the bar is {Text(Page)}");
        return new BenchmarkResult
        {
            Values =
            [
                ("hitRatio", Text(figures.HitRatio)),
                ("bytesPerHit", Text(figures.BytesPerHit)),
                ("invalidationRatio", Text(figures.InvalidationRatio)),
                ("fills", figures.Fills.ToString(CultureInfo.InvariantCulture)),
                ("servedRatio", Text(figures.ServedRatio)),
                ("hits", Text(figures.Hits)),
                ("followedRatio", Text(figures.FollowedRatio)),
                ("pushedP99Ms", Text(figures.PushedP99Ms)),
                ("polledP99Ms", Text(figures.PolledP99Ms)),
                ("pageRatio", Text(figures.PageRatio)),
            ],
            Misses = misses,
        };

        void Require(bool met, string otherwise)
        {
            if (!met)
            {
                misses.Add(otherwise);
            }
        }
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
