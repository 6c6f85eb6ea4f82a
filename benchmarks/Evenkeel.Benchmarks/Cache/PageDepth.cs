using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>What the 9,999th page of 20 rows costs, of 10,000, over what the first costs.</summary>
internal static class PageDepth
{
    private const int Rows = 200_000;
    private const int AtOnce = 500;
    private const int PageSize = 20;
    private const int OneWarmUp = 1_000;
    private const int MostWarmUps = 20;

    public static async Task<double> RunAsync(CachePlan plan, Engine engine)
    {
        await using var servers = await CacheServers.StartAsync(engine);
        var address = await servers.AddAsync();
        var last = new Uri(address, $"pages?pageSize={PageSize}&after={await DeepAsync(servers.Http, address)}");
        var first = new Uri(address, $"pages?pageSize={PageSize}");
        await WarmUp.RunAsync(servers.Http, address, MostWarmUps, () => TurnsAsync(servers.Http, first, last, OneWarmUp));
        var (shallow, deep) = await TurnsAsync(servers.Http, first, last, plan.Pages);
        return Quantile.Median(deep) / Quantile.Median(shallow);
    }

    /// <summary>Both in turn, so that what disturbs the machine disturbs both.</summary>
    private static async Task<(List<double> First, List<double> Last)> TurnsAsync(HttpClient http, Uri first, Uri last, int turns)
    {
        List<double> shallow = [], deep = [];
        for (var turn = 0; turn < turns; turn++)
        {
            shallow.Add(await TimeAsync(http, first));
            deep.Add(await TimeAsync(http, last));
        }

        return (shallow, deep);
    }

    private static async Task<double> TimeAsync(HttpClient http, Uri page)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(page);
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds;
    }

    /// <summary>Walks there, and checks that it is there.</summary>
    private static async Task<string> DeepAsync(HttpClient http, Uri address)
    {
        var (cursor, seen) = ("", 0);
        while (seen < Rows - 2 * PageSize)
        {
            var size = Math.Min(AtOnce, Rows - 2 * PageSize - seen);
            var page = await http.GetFromJsonAsync<JsonElement>(new Uri(address, $"pages?pageSize={size}{(cursor.Length == 0 ? "" : $"&after={cursor}")}"));
            seen += page.GetProperty("items").GetArrayLength();
            cursor = page.GetProperty("next").GetString() ?? throw new BenchmarkInvalidException($"The list ends after {seen} rows.");
        }

        return cursor;
    }
}
