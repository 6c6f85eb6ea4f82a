using Evenkeel.AspNetCore.Coherence.Fills;
using Microsoft.Extensions.Caching.Hybrid;

namespace Evenkeel.AspNetCore.Coherence.Memory;

/// <summary>A fill in progress of a value of one type.</summary>
internal sealed class Flight<T> : Flight
{
    private readonly TaskCompletionSource<Filled<T>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Flight(string key, Fill fill, HybridCacheEntryFlags flags)
        : base(key, fill, flags)
    {
        // Where all have left, nobody looks at its error.
        _ = _done.Task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task<Filled<T>> Done => _done.Task;

    public override bool IsDone => _done.Task.IsCompleted;

    public void Complete(Filled<T> filled) => _done.TrySetResult(filled);

    /// <summary>Tells of the error that nobody may be there to get.</summary>
    public void OnFailure(Action<Exception> tell) => _ = _done.Task.ContinueWith(
        static (done, tell) => ((Action<Exception>)tell!)(done.Exception!.GetBaseException()),
        tell,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);

    public void Fail(Exception error) => _done.TrySetException(error);
}
