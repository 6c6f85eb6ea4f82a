using System.Collections.Concurrent;
using System.Diagnostics;

namespace Evenkeel.Benchmarks.Overload;

/// <summary>
/// Users who do not wait for each other: so many requests a second are wanted, whatever becomes of those before (open loop). One who has waited for a second has gone.
/// </summary>
internal sealed class Crowd(Uri server) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentStack<Caller> _idle = new();

    /// <param name="path">What they ask for.</param>
    /// <param name="users">Their names; they take turns.</param>
    /// <param name="perSecond">All together.</param>
    /// <param name="seconds">For how long.</param>
    public Task<CrowdResult> RunAsync(string path, IReadOnlyList<string> users, double perSecond, double seconds) =>
        Task.Factory.StartNew(() => Run([.. users.Select(user => Caller.Request(server, path, user))], perSecond, seconds), TaskCreationOptions.LongRunning);

    public void Dispose()
    {
        while (_idle.TryPop(out var caller))
        {
            caller.Dispose();
        }
    }

    // A thread of its own: on the pool it would come late when the answers come in numbers.
    private CrowdResult Run(byte[][] requests, double perSecond, double seconds)
    {
        var total = (int)(perSecond * seconds);
        var calls = new Task<Reply>[total];
        using var pause = new ManualResetEvent(false);
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < total;)
        {
            var due = Math.Min(total, (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond));
            for (; sent < due; sent++)
            {
                calls[sent] = CallAsync(requests[sent % requests.Length]);
            }

            pause.WaitOne(TimeSpan.FromMilliseconds(1));
        }

        Task.WaitAll(calls);
        return new CrowdResult(perSecond, seconds, [.. calls.Select(each => each.Result)]);
    }

    private async Task<Reply> CallAsync(byte[] request)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.Yield();
        var caller = _idle.TryPop(out var idle) ? idle : new Caller(server);
        var reply = await caller.CallAsync(request, began, Patience);
        _idle.Push(caller);
        return reply;
    }
}
