using System.Collections.Concurrent;
using Evenkeel.Protocol.Deployments;

namespace Evenkeel.AspNetCore.Deployments;

/// <summary>The pages that listen: how many, and of which builds. Thread-safe.</summary>
internal sealed class EventStreams(TimeProvider clock)
{
    private readonly ConcurrentDictionary<object, Listener> _listeners = [];
    private int _count;
    private TaskCompletionSource _first = New();

    public int Count => Volatile.Read(ref _count);

    /// <returns>False: there are as many as allowed.</returns>
    public bool TryAdd(int most)
    {
        var count = Interlocked.Increment(ref _count);
        if (count > most)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        if (count == 1)
        {
            Interlocked.Exchange(ref _first, New()).TrySetResult();
        }

        return true;
    }

    /// <summary>Of which builds they are.</summary>
    public IEnumerable<Listener> Listeners => _listeners.Values;

    /// <summary>Notes the build of a page that was let in, which it tells itself.</summary>
    /// <returns>Forgets it.</returns>
    public IDisposable Note(string? page)
    {
        var listening = new Listening(_listeners);
        _listeners[listening] = new Listener(BuildName.IsValid(page) ? page : null, clock.GetUtcNow());
        return listening;
    }

    public void Remove() => Interlocked.Decrement(ref _count);

    /// <summary>Waits, until somebody begins to listen at the latest.</summary>
    public async Task RestAsync(TimeSpan time, CancellationToken cancel)
    {
        try
        {
            await Volatile.Read(ref _first).Task.WaitAsync(time, cancel);
        }
        catch (TimeoutException)
        {
            // Nobody did.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="Page">The build of the page; null: it told none.</param>
    /// <param name="Since">When it began to listen.</param>
    public readonly record struct Listener(string? Page, DateTimeOffset Since);

    private sealed class Listening(ConcurrentDictionary<object, Listener> all) : IDisposable
    {
        public void Dispose() => all.TryRemove(this, out _);
    }
}
