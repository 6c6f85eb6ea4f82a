using System.Globalization;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What was measured, for people.</summary>
internal static class CacheTables
{
    public static void Write(TextWriter output, CacheFigures figures, CachePlan plan)
    {
        TextTable.Write(
            output,
            $"A hit, in ns; median of {figures.Hits.Count} rounds",
            [
                ["", "ns", "range", "x memory", "bytes"],
                Line("GetOrCreateAsync", figures.Hits.Select(each => each.Keel), Ratio(figures.HitRatio), Ratio(figures.BytesPerHit)),
                Line("IMemoryCache.TryGetValue", figures.Hits.Select(each => each.Memory), "", ""),
            ]);

        TextTable.Write(
            output,
            $"Invalidating a tag, in ns; median of {figures.Invalidations.Count} rounds",
            [
                ["", "ns", "range", "x one"],
                Line($"with {plan.Dependents} dependents", figures.Invalidations.Select(each => each.Many), Ratio(figures.InvalidationRatio)),
                Line("with one", figures.Invalidations.Select(each => each.One), ""),
            ]);

        TextTable.Write(output, "Concurrent misses of one key", [["", "callers", "queries"], ["", $"{plan.Misses}", $"{figures.Fills}"]]);
        output.WriteLine();
    }

    private static string[] Line(string contender, IEnumerable<double> times, params string[] more)
    {
        var all = times.ToList();
        return [contender, Text(Quantile.Median(all)), $"{Text(all.Min())}-{Text(all.Max())}", .. more];
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
