namespace Evenkeel.Benchmarks.Cache;

/// <summary>How often a query runs that many callers miss at once.</summary>
internal static class Stampede
{
    public static async Task<int> RunAsync(CacheBed bed, CachePlan plan)
    {
        var fills = 0;
        var release = new TaskCompletionSource();
        var callers = Enumerable.Range(0, plan.Misses).Select(_ => Task.Run(async () => await bed.Keel.GetOrCreateAsync("missed by all", ComputeAsync))).ToList();
        var all = Task.WhenAll(callers);
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        release.SetResult();
        return (await all).Distinct().Single() is 1 ? fills : throw new BenchmarkInvalidException("The callers got different values.");

        async ValueTask<int> ComputeAsync(CancellationToken cancellationToken)
        {
            var fill = Interlocked.Increment(ref fills);
            await release.Task;
            return fill;
        }
    }
}
