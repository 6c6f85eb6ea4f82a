using System.Globalization;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What the cache may cost.</summary>
internal static class CacheBars
{
    private const double HitRatio = 1.5;
    private const double BytesPerHit = 0;
    private const int Fills = 1;

    // The cost is the same; what differs is noise.
    private const double InvalidationRatio = 1.5;

    public static BenchmarkResult Judge(CacheFigures figures)
    {
        List<string> misses = [];
        Require(figures.HitRatio <= HitRatio, $"a hit takes {Text(figures.HitRatio)} times what IMemoryCache takes; the bar is {Text(HitRatio)}");
        Require(figures.BytesPerHit <= BytesPerHit, $"a hit allocates {Text(figures.BytesPerHit)} bytes; the bar is {Text(BytesPerHit)}");
        Require(figures.InvalidationRatio <= InvalidationRatio, $"invalidating a tag with many dependents takes {Text(figures.InvalidationRatio)} times what one with one takes; the bar is {Text(InvalidationRatio)}");
        Require(figures.Fills == Fills, $"concurrent misses ran the query {figures.Fills} times; the bar is {Fills}");
        return new BenchmarkResult
        {
            Values =
            [
                ("hitRatio", Text(figures.HitRatio)),
                ("bytesPerHit", Text(figures.BytesPerHit)),
                ("invalidationRatio", Text(figures.InvalidationRatio)),
                ("fills", figures.Fills.ToString(CultureInfo.InvariantCulture)),
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
