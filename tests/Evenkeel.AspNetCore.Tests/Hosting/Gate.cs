namespace Evenkeel.AspNetCore.Tests.Hosting;

/// <summary>Stops a handler at a place until the test lets it go on.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a handler has come to the gate.</summary>
    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _open.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public void Open() => _open.TrySetResult();
}
