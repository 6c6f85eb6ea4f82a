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
