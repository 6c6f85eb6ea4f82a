using System.Diagnostics;
using System.Net.Http.Json;

namespace Evenkeel.Benchmarks.Cache;

/// <summary>A page's event stream, opened for what a cached list was read from.</summary>
internal sealed class ChangeStream : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private TaskCompletionSource<long> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChangeStream(HttpResponseMessage response)
    {
        _response = response;
        _ = ReadAsync();
    }

    public static async Task<ChangeStream> OpenAsync(HttpClient http, Uri address)
    {
        using var list = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "kept?shelf=1"));
        list.Headers.Add("Evenkeel-Protocol", "3");
        using var answer = await http.SendAsync(list);
        if (!answer.EnsureSuccessStatusCode().Headers.TryGetValues("Evenkeel-Tags", out var tags))
        {
            throw new BenchmarkInvalidException("The cached list does not say what it was read from.");
        }

        var opening = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "_evenkeel/events")) { Content = JsonContent.Create(new { reads = tags.Single().Split(',') }) };
        var stream = await http.SendAsync(opening, HttpCompletionOption.ResponseHeadersRead);
        return new ChangeStream(stream.EnsureSuccessStatusCode());
    }

    /// <returns>The moment at which it hears of the next change, of the machine's monotonic clock.</returns>
    public Task<long> Next() => (_next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Limit, TimeProvider.System);

    public void Dispose() => _response.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line == "event: changes")
                {
                    _next.TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or HttpRequestException)
        {
            // It was closed; whoever waits for it is told by the limit.
        }
    }
}
