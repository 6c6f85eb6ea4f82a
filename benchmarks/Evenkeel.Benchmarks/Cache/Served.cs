using System.Net.Http.Json;
using System.Text.Json;
using Evenkeel.Benchmarks.Turns;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What a cached list endpoint serves over HTTP while rows are added to its table, and what following costs a list endpoint that is not cached.</summary>
internal static class Served
{
    private const int Connections = 32;
    private const int MostWarmUps = 15;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OneWarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(250);

    /// <returns>Cached over uncached, with the part of hits; and followed over unfollowed.</returns>
    public static async Task<(IReadOnlyList<TurnRound> Cached, double Hits, IReadOnlyList<TurnRound> Followed)> RunAsync(CachePlan plan)
    {
        await using var servers = await CacheServers.StartAsync(Engine.Sqlite);
        var address = await servers.AddAsync();
        await WarmUpAsync(servers.Http, address, "followed", "unfollowed");
        var followed = await RoundsAsync(address, plan.ServedRounds, "followed", "unfollowed");

        await WarmUpAsync(servers.Http, address, "kept", "followed");
        using var end = new CancellationTokenSource();
        var writing = WriteAsync(servers.Http, address, end.Token);
        var before = await CountsAsync(servers.Http, address);
        var cached = await RoundsAsync(address, plan.ServedRounds, "kept", "followed");
        var after = await CountsAsync(servers.Http, address);
        await end.CancelAsync();
        var written = await writing;
        if (written < plan.ServedRounds * Round / BetweenWrites / 2)
        {
            throw new BenchmarkInvalidException($"Only {written} rows were added meanwhile.");
        }

        return (cached, (after.Hits - before.Hits) / (double)(after.Hits - before.Hits + after.Misses - before.Misses), followed);
    }

    private static async Task<IReadOnlyList<TurnRound>> RoundsAsync(Uri address, int rounds, string first, string second)
    {
        List<TurnRound> all = [];
        for (var round = 0; round < rounds; round++)
        {
            all.Add(TurnRound.Of(await LoadAsync(address, Round, first, second)));
        }

        return all;
    }

    private static Task WarmUpAsync(HttpClient http, Uri address, string first, string second) =>
        WarmUp.RunAsync(http, address, MostWarmUps, () => LoadAsync(address, OneWarmUp, first, second));

    private static Task<Load> LoadAsync(Uri address, TimeSpan duration, string first, string second) =>
        LoadGenerator.RunAsync(address, $"{first} and {second}", ["Cache/cache.lua", first, second], Connections, duration);

    private static async Task<int> WriteAsync(HttpClient http, Uri address, CancellationToken end)
    {
        using var timer = new PeriodicTimer(BetweenWrites, TimeProvider.System);
        for (var written = 0; ; written++)
        {
            try
            {
                await timer.WaitForNextTickAsync(end);
            }
            catch (OperationCanceledException)
            {
                return written;
            }

            using var answer = await http.PostAsJsonAsync(new Uri(address, "items"), new { shelf = written % 20, name = $"new {written}" }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<(long Hits, long Misses)> CountsAsync(HttpClient http, Uri address)
    {
        var queries = await http.GetFromJsonAsync<JsonElement>(new Uri(address, "_evenkeel/coherence"));
        var kept = queries.GetProperty("queries").EnumerateArray().Single(each => each.GetProperty("route").GetString() == "/kept");
        return (kept.GetProperty("hits").GetInt64(), kept.GetProperty("misses").GetInt64());
    }
}
