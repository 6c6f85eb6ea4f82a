using Evenkeel.AspNetCore.Tests.Coherence.Interleaving;
using Evenkeel.AspNetCore.Tests.Hosting;
using Evenkeel.Testing.Time;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Tests.Coherence.Commands;

/// <summary>A fill is stopped, something is created, the fill goes on, thousands of times (ten thousand with --full), and nobody reads what is stale.</summary>
[Trait("Show", "4.1")]
public sealed class CommandInterleavingTests
{
    private static readonly int Seeds = Environment.GetEnvironmentVariable("EVENKEEL_FULL") == "true" ? 10_000 : 2_000;

    [Fact]
    public async Task Nobody_reads_what_was_changed_before_they_began_and_what_has_not_changed_is_served()
    {
        var (stale, hits, stopped) = await RunAsync(Seeds, app => app.Services.GetRequiredService<HybridCache>(), clearsByHand: false);
        Assert.Empty(stale);
        // A refresh in the background may replace a value at this very moment.
        Assert.True(hits > Seeds * 99 / 100, $"Only {hits} of {Seeds} were served from the cache.");
        Assert.True(stopped > 10 * Seeds, $"Only {stopped} commands were stopped.");
    }

    [Fact]
    public async Task The_same_seeds_find_stale_values_in_a_memory_cache_that_is_cleared_by_hand()
    {
        using var memory = new MemoryCache(new MemoryCacheOptions());
        var (stale, _, _) = await RunAsync(500, _ => new PlainCache(memory), clearsByHand: true);
        Assert.NotEmpty(stale);
    }

    private static async Task<(List<string> Stale, int Hits, int Stopped)> RunAsync(int seeds, Func<TestApp, HybridCache> cacheOf, bool clearsByHand)
    {
        var (pauses, clock) = (new CommandPauses(), new ManualClock());
        await using var app = await TestApp.StartAsync(_ => { }, new TestAppOptions
        {
            Context = (services, use) => services.AddDbContext<NotesDb>(options => use(options.AddInterceptors(pauses))),
            Services = builder => builder.AddEvenkeel().UseCache(options => (options.EagerRefresh, options.Expiration) = (0.2, TimeSpan.FromSeconds(20))),
            Clock = clock,
        });
        app.Database.Query("PRAGMA synchronous = OFF");
        var cache = cacheOf(app);
        List<string> stale = [];
        var hits = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            using var run = new CommandRun(seed, app, cache, pauses, clock, clearsByHand);
            await run.GoAsync(app.Database.Notes.Length);
            stale.AddRange(run.Stale);
            hits += run.Hits;
            if (seed % 50 == 0)
            {
                // Few rows are counted quickly.
                app.Database.Query("DELETE FROM Notes");
            }
        }

        return (stale, hits, pauses.Stopped);
    }
}
