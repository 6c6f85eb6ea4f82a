using System.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>Whether invalidating a tag depends on how much depends on it. All dependents are filled anew before each round, and must be computed anew after it.</summary>
internal static class InvalidationCost
{
    private const string Many = "many";
    private const string One = "one";

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

            var (there, back) = (await TurnAsync(bed.Keel, plan), await TurnAsync(bed.Keel, plan));
            rounds.Add(new InvalidationRound((there.Many + back.Many) / 2, (there.One + back.One) / 2));
        }

        // The first ones warm up.
        return [.. rounds.Skip(3)];
    }

    private static async Task<InvalidationRound> TurnAsync(HybridCache cache, CachePlan plan) => new(await TimeAsync(cache, Many, plan), await TimeAsync(cache, One, plan));

    private static async Task<double> TimeAsync(HybridCache cache, string tag, CachePlan plan)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < plan.InvalidationsInTurn; turn++)
        {
            await cache.RemoveByTagAsync(tag);
        }

        return Stopwatch.GetElapsedTime(begin).TotalNanoseconds / plan.InvalidationsInTurn;
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
