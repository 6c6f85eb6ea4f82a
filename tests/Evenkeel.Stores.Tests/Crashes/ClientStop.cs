namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>Stops one of the clients between an answer and the deletion of its operation, until the server is dead.</summary>
internal sealed class ClientStop
{
    private readonly Lock _lock = new();
    private int _left;
    private TaskCompletionSource _reached = new();
    private TaskCompletionSource _released = new();

    /// <summary>Completes when a client has the <paramref name="count"/>-th answer from now on.</summary>
    public Task ReachAsync(int count)
    {
        lock (_lock)
        {
            _left = count;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    /// <returns>True, once the server is dead, if it was this one that was stopped.</returns>
    public async Task<bool> PassAsync()
    {
        Task released;
        lock (_lock)
        {
            if (_left == 0 || --_left > 0)
            {
                return false;
            }

            released = _released.Task;
            _reached.SetResult();
        }

        await released;
        return true;
    }

    public void Release() => _released.TrySetResult();
}
