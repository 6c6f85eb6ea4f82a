using System.Collections.Concurrent;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>What the workers of a load share: whether the server is up, when to end, and what happened.</summary>
internal sealed class LoadState
{
    private volatile TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private int _unanswered;
    private int _replays;
    private int _direct;
    private int _flushes;
    private int _held;

    /// <summary>True asks the workers to add nothing more and to finish what they have.</summary>
    public volatile bool Ending;

    public Milestones Requests { get; } = new();

    public ConcurrentQueue<string> Surprises { get; } = new();

    public int InFlight => Volatile.Read(ref _inFlight);

    public int Unanswered => _unanswered;

    public int Replays => _replays;

    public int Held => _held;

    public int Direct => _direct;

    public int Flushes => _flushes;

    public Task Up => _up.Task;

    public void GoDown() => _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoUp() => _up.TrySetResult();

    public void Sending(bool isFlush)
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref isFlush ? ref _flushes : ref _direct);
        Requests.Pass();
    }

    public void Sent(bool isAnswered)
    {
        Interlocked.Decrement(ref _inFlight);
        if (!isAnswered)
        {
            Interlocked.Increment(ref _unanswered);
        }
    }

    public void Replayed(bool replayed) => Interlocked.Add(ref _replays, replayed ? 1 : 0);

    public void WasHeld() => Interlocked.Increment(ref _held);
}
