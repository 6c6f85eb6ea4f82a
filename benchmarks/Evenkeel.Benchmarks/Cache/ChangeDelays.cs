using System.Diagnostics;
using System.Net.Http.Json;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>How long it takes until a page that listens to one instance hears of a change that another one makes, on PostgreSQL.</summary>
internal static class ChangeDelays
{
    /// <returns>From the beginning of each command, so its commit is in it, to the event.</returns>
    public static async Task<IReadOnlyList<TimeSpan>> RunAsync(CachePlan plan, bool wakesUp)
    {
        await using var servers = await CacheServers.StartAsync(Engine.Postgres);
        var writes = await servers.AddAsync("--wakeUp", $"{wakesUp}");
        var listens = await servers.AddAsync("--wakeUp", $"{wakesUp}");
        using var stream = await ChangeStream.OpenAsync(servers.Http, listens);

        // Seeded pauses, so that changes meet the instance's look at the feed at any moment.
        var random = new Random(42);
        List<TimeSpan> delays = [];
        for (var number = 0; number < plan.Changes; number++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100 + random.Next(600)), TimeProvider.System);
            var heard = stream.Next();
            var began = Stopwatch.GetTimestamp();
            using var answer = await servers.Http.PostAsJsonAsync(new Uri(writes, "items"), new { shelf = number % 20, name = $"new {number}" });
            answer.EnsureSuccessStatusCode();
            delays.Add(Stopwatch.GetElapsedTime(began, await heard));
        }

        // The first ones meet code that has never run.
        return delays[plan.ChangesToWarmUp..];
    }
}
