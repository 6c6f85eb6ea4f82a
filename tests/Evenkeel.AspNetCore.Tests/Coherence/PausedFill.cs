namespace Evenkeel.AspNetCore.Tests.Coherence;

/// <summary>A factory that waits until a test lets it go on.</summary>
internal sealed class PausedFill<T>
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<T> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    /// <summary>It has begun.</summary>
    public Task Running => _running.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public int Runs => _runs;

    /// <summary>The token that the cache gave it.</summary>
    public CancellationToken Token { get; private set; }

    public async ValueTask<T> RunAsync(CancellationToken cancellationToken)
    {
        Token = cancellationToken;
        Interlocked.Increment(ref _runs);
        _running.TrySetResult();
        return await _value.Task;
    }

    public void Return(T value) => _value.SetResult(value);

    public void Throw(Exception error) => _value.SetException(error);
}
