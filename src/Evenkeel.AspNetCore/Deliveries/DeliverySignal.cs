namespace Evenkeel.AspNetCore.Deliveries;

/// <summary>Tells this instance's worker that something may be due. A hint: what it misses, polling finds. Thread-safe.</summary>
internal sealed class DeliverySignal(TimeProvider clock)
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next signal. Taken before the table is looked at, so that none falls in between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public void SetIn(TimeSpan delay) => Task.Delay(delay, clock).ContinueWith(_ => Set(), TaskScheduler.Default);

    /// <summary>Once a transaction has committed.</summary>
    public void SetAfter(Task<bool> committed) => committed.ContinueWith(_ => Set(), TaskScheduler.Default);
}
