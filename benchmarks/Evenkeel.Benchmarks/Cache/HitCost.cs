using System.Diagnostics;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>
/// A hit of <c>GetOrCreateAsync</c> with a static factory against <c>IMemoryCache.TryGetValue</c>: the same thousand keys and texts, one thread, in a flow of execution that carries what a request's does.
/// </summary>
internal static class HitCost
{
    private const int Keys = 1_000;

    private static readonly AsyncLocal<object?>[] Carried = [new(), new(), new(), new()];

    public static (IReadOnlyList<HitRound> Rounds, double Bytes) Run(CacheBed bed, CachePlan plan)
    {
        foreach (var local in Carried)
        {
            local.Value = plan;
        }

        string[] keys = [.. Enumerable.Range(0, Keys).Select(each => $"clients/{each}/opportunities")];
        foreach (var key in keys)
        {
            bed.Memory.Set(key, $"value of {key}", TimeSpan.FromHours(1));
            Keel(bed.Keel, key);
        }

        for (var turn = 0; turn < 20; turn++)
        {
            Turn(bed, keys, plan.HitsInTurn / 10);
        }

        List<HitRound> rounds = [];
        for (var round = 0; round < plan.HitRounds; round++)
        {
            var (there, back) = (Turn(bed, keys, plan.HitsInTurn), Turn(bed, keys, plan.HitsInTurn));
            rounds.Add(new HitRound((there.Keel + back.Keel) / 2, (there.Memory + back.Memory) / 2));
        }

        return (rounds, Bytes(bed.Keel, keys));
    }

    private static HitRound Turn(CacheBed bed, string[] keys, int hits)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var hit = 0; hit < hits; hit++)
        {
            Keel(bed.Keel, keys[hit % Keys]);
        }

        var middle = Stopwatch.GetTimestamp();
        for (var hit = 0; hit < hits; hit++)
        {
            Memory(bed.Memory, keys[hit % Keys]);
        }

        var end = Stopwatch.GetTimestamp();
        return new HitRound(Stopwatch.GetElapsedTime(begin, middle).TotalNanoseconds / hits, Stopwatch.GetElapsedTime(middle, end).TotalNanoseconds / hits);
    }

    private static double Bytes(HybridCache cache, string[] keys)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var hit = 0; hit < 100 * Keys; hit++)
        {
            Keel(cache, keys[hit % Keys]);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (100.0 * Keys);
    }

    private static void Keel(HybridCache cache, string key)
    {
        var value = cache.GetOrCreateAsync(key, key, static (key, _) => ValueTask.FromResult($"value of {key}"));
        if (!value.IsCompletedSuccessfully)
        {
            value.AsTask().Wait();
        }
        else if (value.Result.Length == 0)
        {
            throw new BenchmarkInvalidException("A hit gave another value.");
        }
    }

    private static void Memory(IMemoryCache cache, string key)
    {
        if (!cache.TryGetValue<string>(key, out var value) || value!.Length == 0)
        {
            throw new BenchmarkInvalidException("The memory cache lost a value.");
        }
    }
}
