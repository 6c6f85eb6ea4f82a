using Evenkeel.Testing.Time;
using Microsoft.Extensions.Caching.Memory;

namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>Whatever is stopped wherever: nobody gets a value that was read before an invalidation which was applied before they asked.</summary>
public sealed class InterleavingTests
{
    private const int Seeds = 10_000;
    private const int SeedsOfNode = 500;

    [Fact]
    public async Task No_call_gets_what_was_invalidated_before_it_began()
    {
        var outcome = new Outcome();
        for (var first = 0; first < Seeds; first += SeedsOfNode)
        {
            await using var node = new CacheNode(options => (options.EagerRefresh, options.Expiration) = (0.2, TimeSpan.FromSeconds(20)));
            for (var seed = first; seed < first + SeedsOfNode; seed++)
            {
                new Run(seed, node.Cache, node.Tags, node.Clock, outcome).Go();
            }
        }

        Assert.Empty(outcome.Stale);
        Assert.True(outcome.Hits > outcome.Calls / 10, $"Only {outcome.Hits} hits of {outcome.Calls} calls.");
        Assert.True(outcome.Joined > outcome.Calls / 50, $"Only {outcome.Joined} of {outcome.Calls} calls joined others.");
    }

    [Fact]
    public async Task Nor_does_one_on_threads_that_run_at_the_same_time()
    {
        const int Tables = 4;
        await using var node = new CacheNode();
        var (committed, invalidated, fills, calls, isOver) = (new int[Tables], new int[Tables], 0, 0, false);
        var writers = Enumerable.Range(0, Tables).Select(table => Task.Run(async () =>
        {
            for (var turn = 0; turn < 2_000; turn++)
            {
                var version = Interlocked.Increment(ref committed[table]);
                await node.Cache.RemoveByTagAsync($"{table}");
                Volatile.Write(ref invalidated[table], version);
                await Task.Yield();
            }
        })).ToList();
        var readers = Enumerable.Range(0, 3).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            // Some of them when all is written, and nothing changes any more.
            for (var turn = 0; turn < 500 || !Volatile.Read(ref isOver); turn++)
            {
                var table = random.Next(Tables);
                var floor = Volatile.Read(ref invalidated[table]);
                Assert.InRange(await node.Cache.GetOrCreateAsync($"key {table}", _ => ReadAsync(table, random.Next(2) == 0), tags: [$"{table}"]), floor, int.MaxValue);
                Interlocked.Increment(ref calls);
            }
        })).ToList();
        await Task.WhenAll(writers);
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(readers);
        Assert.InRange(fills, 1, calls - 1);

        async ValueTask<int> ReadAsync(int table, bool yields)
        {
            Interlocked.Increment(ref fills);
            var version = Volatile.Read(ref committed[table]);
            if (yields)
            {
                await Task.Yield();
            }

            return version;
        }
    }

    [Fact]
    public void The_same_seeds_find_stale_values_in_a_memory_cache_that_is_cleared_by_hand()
    {
        var outcome = new Outcome();
        for (var seed = 0; seed < SeedsOfNode; seed++)
        {
            using var memory = new MemoryCache(new MemoryCacheOptions());
            new Run(seed, new PlainCache(memory), null, new ManualClock(), outcome).Go();
        }

        Assert.NotEmpty(outcome.Stale);
    }
}
