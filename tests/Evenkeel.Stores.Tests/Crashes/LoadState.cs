using System.Collections.Concurrent;
using Evenkeel.Stores.Tests.Clients;

namespace Evenkeel.Stores.Tests.Crashes;

/// <summary>What the workers of a load share: whether the server is up, when to end, and what happened.</summary>
internal sealed class LoadState(int operations)
{
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stormIsOver;
    private volatile bool _abandoned;
    private int _enqueued;
    private int _inFlight;
    private int _unanswered;
    private int _replays;
    private int _fresh;
    private int _compared;
    private int _direct;
    private int _flushes;
    private int _held;

    /// <summary>Which of the servers has its turn.</summary>
    public int Server { get; set; }

    public Milestones Requests { get; } = new();

    public ClientStop Stop { get; } = new();

    public ConcurrentQueue<string> Surprises { get; } = new();

    public int Enqueued => Volatile.Read(ref _enqueued);

    /// <summary>How many operations are still to be handed over.</summary>
    public int ToCome => Math.Max(operations - Enqueued, 0);

    /// <summary>Whether the workers are to add nothing more, and to finish what they have.</summary>
    public bool Ending => _stormIsOver && ToCome == 0;

    /// <summary>Whether the test has failed, and nothing is to be finished.</summary>
    public bool Abandoned => _abandoned;

    public int InFlight => Volatile.Read(ref _inFlight);

    public int Unanswered => _unanswered;

    /// <summary>Operations whose first answer to arrive was that of their run.</summary>
    public int Fresh => _fresh;

    public int Replays => _replays;

    /// <summary>Answers that were compared with the first one to their operation.</summary>
    public int Compared => _compared;

    public int Held => _held;

    public int Direct => _direct;

    public int Flushes => _flushes;

    public Task Up => _up.Task;

    public void GoDown() => _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoUp() => _up.TrySetResult();

    public void EndStorm() => _stormIsOver = true;

    public void Abandon()
    {
        _abandoned = true;
        Stop.Release();
        GoUp();
    }

    public void WillEnqueue(int count) => Interlocked.Add(ref _enqueued, count);

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

    /// <summary>Compares a final answer with the first one that any client has seen.</summary>
    public void Saw(TestOperation operation, Answer answer)
    {
        Interlocked.Add(ref _replays, answer.Replayed ? 1 : 0);
        var first = _answers.GetOrAdd(operation.Id.ToString(), answer.Text);
        if (ReferenceEquals(first, answer.Text))
        {
            Interlocked.Add(ref _fresh, answer.Replayed ? 0 : 1);
        }
        else
        {
            Interlocked.Increment(ref _compared);
            if (first != answer.Text || !answer.Replayed)
            {
                Surprises.Enqueue($"{operation} was answered '{first}' and then {answer}");
            }
        }
    }

    public void WasHeld() => Interlocked.Increment(ref _held);
}
