namespace Evenkeel.AspNetCore.Deployments;

/// <summary>How many pages listen. Thread-safe.</summary>
internal sealed class EventStreams
{
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
}
