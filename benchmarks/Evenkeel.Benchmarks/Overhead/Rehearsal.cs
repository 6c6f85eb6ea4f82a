using System.Net;
using System.Net.Http.Json;

namespace Evenkeel.Benchmarks.Overhead;

/// <summary>Before anything is measured: each contender must do what its name says.</summary>
internal static class Rehearsal
{
    private const string KnownRow = "00000000-0000-7000-8000-000000000007";

    /// <summary>Calls each once, and each command twice with one id.</summary>
    /// <returns>Those that the server maps.</returns>
    /// <exception cref="BenchmarkInvalidException">A contender answered or wrote something else.</exception>
    public static async Task<IReadOnlyList<Contender>> RunAsync(OverheadBed bed, IEnumerable<Contender> contenders)
    {
        List<Contender> mapped = [];
        var row = await bed.Http.GetStringAsync(RowOf(bed, Contender.PlainQuery));
        foreach (var each in contenders)
        {
            if (each.IdHeader is null)
            {
                Require(await bed.Http.GetStringAsync(RowOf(bed, each)) == row, each, "it reads another row than the hand-written query");
                mapped.Add(each);
            }
            else if (await IsMappedAsync(bed, each))
            {
                mapped.Add(each);
            }
        }

        return mapped;
    }

    private static async Task<bool> IsMappedAsync(OverheadBed bed, Contender contender)
    {
        var before = await bed.CountAsync();
        var id = Guid.CreateVersion7();
        var first = await SendAsync(bed, contender, id);
        if (first.Status == HttpStatusCode.NotFound)
        {
            return false;
        }

        var second = await SendAsync(bed, contender, id);
        var effects = await bed.CountAsync() - before;
        Require((first.Status, second.Status) == (HttpStatusCode.Created, HttpStatusCode.Created), contender, $"it answers {first.Status} and {second.Status}");
        Require(first.Location is { Length: > 0 }, contender, "it does not say where the row is");
        Require(effects.IsEffectOf(contender, contender.IsIdempotent ? 1 : 2, unheard: 0), contender, $"two calls with one id leave {effects}");
        Require(first == second == contender.IsIdempotent, contender, $"two calls with one id answer {first} and {second}");
        return true;
    }

    private static async Task<(HttpStatusCode Status, string? Location, string Body)> SendAsync(OverheadBed bed, Contender contender, Guid id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, bed.AddressOf(contender));
        request.Headers.Add(contender.IdHeader!, id.ToString());
        request.Content = JsonContent.Create(new { text = new string('x', 1_024) });
        using var answer = await bed.Http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync());
    }

    private static string RowOf(OverheadBed bed, Contender query) => $"{bed.AddressOf(query)}/{KnownRow}";

    private static void Require(bool met, Contender contender, string otherwise)
    {
        if (!met)
        {
            throw new BenchmarkInvalidException($"{contender.Label}: {otherwise}.");
        }
    }
}
