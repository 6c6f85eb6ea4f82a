using System.Diagnostics;

namespace Evenkeel.Benchmarks.Cache;

// bench: Show=4.11

/// <summary>What the cache costs inside the process, what it saves a server, and how soon others hear of a change.</summary>
internal sealed class CacheBenchmark : IBenchmark
{
    public string Name => "cache";

    public async Task<BenchmarkResult> RunAsync(IReadOnlyList<string> options, TextWriter table)
    {
        var plan = CachePlan.Of(options);
        var clock = Stopwatch.StartNew();
        await using var bed = new CacheBed();
        Tell("hits");
        var hits = HitCost.Run(bed, plan);
        Tell("invalidations");
        var invalidations = await InvalidationCost.RunAsync(bed, plan);
        Tell("concurrent misses");
        var fills = await Stampede.RunAsync(bed, plan);
        Tell("lists over HTTP");
        var (cached, part, followed) = await Served.RunAsync(plan);
        Tell("changes, with the push");
        var pushed = await ChangeDelays.RunAsync(plan, wakesUp: true);
        Tell("changes, without");
        var polled = await ChangeDelays.RunAsync(plan, wakesUp: false);
        Dictionary<Engine, double> pages = [];
        foreach (var engine in Enum.GetValues<Engine>())
        {
            Tell($"pages, {engine}");
            pages[engine] = await PageDepth.RunAsync(plan, engine);
        }

        Tell("done");
        var figures = new CacheFigures
        {
            HitRounds = hits.Rounds, BytesPerHit = hits.Bytes, Invalidations = invalidations, Fills = fills,
            Cached = cached, Hits = part, Followed = followed, Pushed = pushed, Polled = polled, PageRatios = pages,
        };
        CacheTables.Write(table, figures, plan);
        return CacheBars.Judge(figures);

        void Tell(string line) => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}");
    }
}
