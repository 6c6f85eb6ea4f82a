using System.Diagnostics;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What the cache costs inside the process. What it saves a server is measured over HTTP, and joins these figures in <see cref="CacheFigures"/>.</summary>
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
        Tell("done");

        var figures = new CacheFigures { Hits = hits.Rounds, BytesPerHit = hits.Bytes, Invalidations = invalidations, Fills = fills };
        CacheTables.Write(table, figures, plan);
        return CacheBars.Judge(figures);

        void Tell(string line) => Console.Error.WriteLine($"[{clock.Elapsed.TotalSeconds,3:0} s] {line}");
    }
}
