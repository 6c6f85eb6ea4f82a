namespace Evenkeel.TestServer.Control;

/// <summary>Holds handlers where a test wants them. Open at first.</summary>
internal sealed class TestGate
{
    private TaskCompletionSource _open = Opened();
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    public async Task PassAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await Volatile.Read(ref _open).Task.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Set(bool open)
    {
        if (open)
        {
            _open.TrySetResult();
        }
        else if (_open.Task.IsCompleted)
        {
            _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
