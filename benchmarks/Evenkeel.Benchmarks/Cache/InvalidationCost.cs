using System.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>Whether invalidating a tag depends on how much depends on it. All dependents are filled anew before each round, and must be computed anew after it.</summary>
internal static class InvalidationCost
{
    private const string Many = "many";
    private const string One = "one";
    private const int Batch = 500;

    public static async Task<IReadOnlyList<InvalidationRound>> RunAsync(CacheBed bed, CachePlan plan)
    {
        List<InvalidationRound> rounds = [];
        for (var round = 0; round < plan.InvalidationRounds + 3; round++)
        {
            var filled = await FillAsync(bed.Keel, plan);
            if (filled != plan.Dependents + 1)
            {
                throw new BenchmarkInvalidException($"{filled} dependents were computed anew, not {plan.Dependents + 1}.");
            }

            // What the fills left to collect must not fall into the turn that comes first.
            GC.Collect();
            rounds.Add(await TurnAsync(bed.Keel, plan));
        }

        // The first ones warm up.
        return [.. rounds.Skip(3)];
    }

    private static async Task<InvalidationRound> TurnAsync(HybridCache cache, CachePlan plan)
    {
        var (many, one) = (0.0, 0.0);
        for (var batch = 0; batch < plan.InvalidationsInTurn / Batch; batch++)
        {
            many += await TimeAsync(cache, Many);
            one += await TimeAsync(cache, One);
            one += await TimeAsync(cache, One);
            many += await TimeAsync(cache, Many);
        }

        var each = 2.0 * plan.InvalidationsInTurn;
        return new InvalidationRound(many / each, one / each);
    }

    private static async Task<double> TimeAsync(HybridCache cache, string tag)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < Batch; turn++)
        {
            await cache.RemoveByTagAsync(tag);
        }

        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
    }

    private static async Task<int> FillAsync(HybridCache cache, CachePlan plan)
    {
        var fills = 0;
        for (var dependent = 0; dependent < plan.Dependents; dependent++)
        {
            await cache.GetOrCreateAsync($"dependent {dependent}", ComputeAsync, tags: [Many]);
        }

        await cache.GetOrCreateAsync("the only dependent", ComputeAsync, tags: [One]);
        return fills;

        ValueTask<int> ComputeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(++fills);
    }
}
