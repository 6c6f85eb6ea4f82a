namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>A place in a handler: it waits there until the test lets it go, and the test can wait until it is there.</summary>
internal sealed class Rendezvous
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public Task PassAsync()
    {
        _arrived.TrySetResult();
        return _released.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public void Release() => _released.TrySetResult();
}
