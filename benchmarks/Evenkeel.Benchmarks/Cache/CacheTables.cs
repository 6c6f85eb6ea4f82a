using System.Globalization;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What was measured, for people.</summary>
internal static class CacheTables
{
    public static void Write(TextWriter output, CacheFigures figures, CachePlan plan)
    {
        TextTable.Write(
            output,
            $"A hit, in ns; median of {figures.HitRounds.Count} rounds",
            [
                ["", "ns", "range", "x memory", "bytes"],
                Line("GetOrCreateAsync", figures.HitRounds.Select(each => each.Keel), Ratio(figures.HitRatio), Ratio(figures.BytesPerHit)),
                Line("IMemoryCache.TryGetValue", figures.HitRounds.Select(each => each.Memory), "", ""),
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
        TextTable.Write(
            output,
            $"A list of 50 rows over HTTP, in requests a second; SQLite, 32 connections, median of {figures.Cached.Count} rounds",
            [
                ["", "requests/s", "range", "x", "hits"],
                Line("cached, 4 writes a second", figures.Cached.Select(each => each.First), Ratio(figures.ServedRatio), Ratio(figures.Hits)),
                Line("the same, not cached", figures.Cached.Select(each => each.Second), "", ""),
                Line("followed", figures.Followed.Select(each => each.First), Ratio(figures.FollowedRatio), ""),
                Line("not followed", figures.Followed.Select(each => each.Second), "", ""),
            ]);

        TextTable.Write(
            output,
            "From a command to a page at another instance, in ms; PostgreSQL",
            [["", "median", "p99"], Delays("with the push", figures.Pushed, figures.PushedP99Ms), Delays("without", figures.Polled, figures.PolledP99Ms)]);
        TextTable.Write(output, "Page 9,999 of 10,000 over page 1", [["", "x"], .. figures.PageRatios.Select(each => new[] { $"{each.Key}", Ratio(each.Value) })]);
        output.WriteLine();
    }

    private static string[] Delays(string contender, IEnumerable<TimeSpan> delays, double last) => [contender, Text(Quantile.Median(delays.Select(each => each.TotalMilliseconds))), Text(last)];

    private static string[] Line(string contender, IEnumerable<double> times, params string[] more)
    {
        var all = times.ToList();
        return [contender, Text(Quantile.Median(all)), $"{Text(all.Min())}-{Text(all.Max())}", .. more];
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
