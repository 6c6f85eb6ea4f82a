using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Evenkeel.Benchmarks.Skew;

/// <summary>An event stream as a page keeps it, on a connection of its own; notes when it hears of each epoch.</summary>
internal sealed class Listener : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<long>> _heard = [];

    private Listener(HttpResponseMessage response)
    {
        _response = response;
        _ = ReadAsync();
    }

    /// <summary>Opens so many, a few at a time: a server takes new connections from a queue of limited length.</summary>
    public static async Task<List<Listener>> OpenAsync(HttpClient http, SkewInstance instance, int count)
    {
        var all = new ConcurrentBag<Listener>();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, cancel) =>
        {
            var response = await http.GetAsync(instance.Events, HttpCompletionOption.ResponseHeadersRead, cancel);
            all.Add(new Listener(response.EnsureSuccessStatusCode()));
        });
        return [.. all];
    }

    /// <returns>The moment at which it heard of the epoch.</returns>
    /// <exception cref="BenchmarkInvalidException">It did not.</exception>
    public async Task<long> HeardAsync(long epoch)
    {
        try
        {
            return await Of(epoch).Task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new BenchmarkInvalidException($"A stream did not hear of epoch {epoch} within {Limit.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _response.Dispose();

    private async Task ReadAsync()
    {
        const string Id = "id: ";
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith(Id, StringComparison.Ordinal))
                {
                    Of(long.Parse(line.AsSpan(Id.Length), CultureInfo.InvariantCulture)).TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or HttpRequestException)
        {
            // It was closed; whoever waits for it is told by the limit.
        }
    }

    private TaskCompletionSource<long> Of(long epoch) => _heard.GetOrAdd(epoch, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}
