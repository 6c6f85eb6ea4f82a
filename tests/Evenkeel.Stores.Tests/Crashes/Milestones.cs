namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>Counts, and wakes whoever waits for a count.</summary>
internal sealed class Milestones
{
    private readonly Lock _lock = new();
    private int _count;
    private int _target;
    private TaskCompletionSource? _reached;

    public int Count => Volatile.Read(ref _count);

    public void Pass()
    {
        lock (_lock)
        {
            if (++_count >= _target)
            {
                _reached?.TrySetResult();
            }
        }
    }

    public Task ReachAsync(int more)
    {
        lock (_lock)
        {
            _target = _count + more;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }
}
