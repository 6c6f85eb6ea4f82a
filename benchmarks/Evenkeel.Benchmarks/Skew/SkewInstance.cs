using System.Net.Http.Json;
using System.Text.Json;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>One instance, and what the benchmark asks it.</summary>
internal sealed class SkewInstance(Uri address, HttpClient http)
{
    public Uri Text { get; } = new(address, "text");

    public Uri Events { get; } = new(address, "_evenkeel/events");

    public Uri Address => address;

    public async Task<Activated> ActivateAsync(string build)
    {
        using var answer = await http.PostAsync(new Uri(address, $"activate?build={build}"), content: null);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Activated>())!;
    }

    /// <summary>The header that says who answered; null where there was none.</summary>
    public async Task<string?> StampAsync(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Text);
        request.Headers.Add(header, value);
        using var answer = await http.SendAsync(request);
        return answer.Headers.TryGetValues(HeaderCost.Stamped, out var stamps) ? stamps.Single() : null;
    }

    /// <summary>Resident memory in MiB, garbage collected.</summary>
    public async Task<double> ResidentAsync() => await MeasureAsync("memory", "resident") / (1024.0 * 1024);

    /// <summary>Requests so far, but those for measures.</summary>
    public Task<long> RequestsAsync() => MeasureAsync("requests", "total");

    /// <summary>How many methods were compiled so far, tier by tier.</summary>
    public Task<long> CompiledAsync() => MeasureAsync("compiled", "methods");

    private async Task<long> MeasureAsync(string name, string member) =>
        (await http.GetFromJsonAsync<JsonElement>(new Uri(address, $"measures/{name}"))).GetProperty(member).GetInt64();
}
