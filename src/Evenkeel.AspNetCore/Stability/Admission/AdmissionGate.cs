namespace Evenkeel.AspNetCore.Stability.Admission;

/// <summary>
/// Lets so many in as the limit says; the others wait in turn, for a bounded time. Thread-safe.
/// </summary>
/// <remarks>
/// How long they may wait is CoDel's idea (Nichols and Jacobson, 2012) in the form of "Fail at Scale" (Maurer, ACM Queue 2015): as long as a burst lasts while the queue was empty not long ago, and only for a
/// moment while it never is.
/// </remarks>
internal sealed class AdmissionGate : IDisposable
{
    // Shorter requests cost little more than their refusal would.
    private const double LongMicroseconds = 500;
    private const double Smoothing = 0.05;

    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly ConcurrencyLimit _limit;
    private readonly WaitingRequests _waiting;
    private readonly AdmissionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweeper;
    private readonly long[] _outcomes = new long[4];
    private int _inFlight;
    private long _emptyAt;
    private double _usual;
    private bool _sweeping;

    public AdmissionGate(ConcurrencyLimit limit, AdmissionOptions options, TimeProvider clock)
    {
        (_limit, _options, _clock) = (limit, options, clock);
        _waiting = new WaitingRequests(options.QueueLength);
        _emptyAt = clock.GetTimestamp();
        _sweeper = clock.CreateTimer(static gate => ((AdmissionGate)gate!).RefuseLate(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int InFlight => Volatile.Read(ref _inFlight);

    public int Limit => _limit.Now;

    public int Queued => _waiting.Count;

    /// <summary>
    /// Whether one that is let in should leave its thread to those that come after it: handlers that compute would otherwise keep all threads, and requests would wait unseen in the thread pool's queue, where nobody
    /// counts, orders or refuses them.
    /// </summary>
    public bool ShouldMakeWay => Volatile.Read(ref _inFlight) > 1 && Volatile.Read(ref _usual) > LongMicroseconds;

    /// <summary>How many had this outcome since the start.</summary>
    public long CountOf(AdmissionOutcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    /// <summary>Takes a place if one is free and nobody waits. Without the lock: nearly all requests come here only.</summary>
    public bool TryEnter()
    {
        for (var inFlight = Volatile.Read(ref _inFlight); inFlight < _limit.Now && _waiting.Count == 0;)
        {
            var seen = Interlocked.CompareExchange(ref _inFlight, inFlight + 1, inFlight);
            if (seen == inFlight)
            {
                Interlocked.Increment(ref _outcomes[(int)AdmissionOutcome.Admitted]);
                return true;
            }

            inFlight = seen;
        }

        return false;
    }

    public async Task<AdmissionOutcome> WaitAsync(AdmissionPriority priority, string client, CancellationToken gone)
    {
        var request = new WaitingRequest(priority, client, _clock.GetTimestamp());
        Queue(request);
        await using var left = gone.UnsafeRegister(static (state, _) => ((Action)state!)(), () => End(request, AdmissionOutcome.Gone));
        return await request.Outcome;
    }

    /// <param name="endpoint">What was asked for, if it was answered well.</param>
    /// <param name="took">How long it was worked on.</param>
    public void Leave(object? endpoint, TimeSpan took)
    {
        lock (_lock)
        {
            if (endpoint is not null)
            {
                _limit.Learn(endpoint, took, _inFlight);
            }

            _usual += Smoothing * (took.TotalMicroseconds - _usual);
            Interlocked.Decrement(ref _inFlight);
            LetIn();
        }
    }

    public void Dispose() => _sweeper.Dispose();

    private void Queue(WaitingRequest request)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _emptyAt = request.Since;
                _sweeping = _sweeper.Change(Sweep, Sweep);
            }

            if (_waiting.Add(request) is { } refused)
            {
                Refuse(refused, AdmissionOutcome.QueueFull);
            }

            LetIn();
        }
    }

    private void End(WaitingRequest request, AdmissionOutcome outcome)
    {
        lock (_lock)
        {
            if (!request.Outcome.IsCompleted)
            {
                _waiting.Remove(request);
                Refuse(request, outcome);
            }
        }
    }

    private void RefuseLate()
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            var stands = _clock.GetElapsedTime(_emptyAt, now) > _options.QueueFor;
            var patience = stands ? Math.Min(Math.Max(_options.QueueForUnderOverload.TotalMicroseconds, _usual / 2), _options.QueueFor.TotalMicroseconds) : _options.QueueFor.TotalMicroseconds;
            foreach (var late in _waiting.TakeBefore(now - (long)(patience / 1e6 * _clock.TimestampFrequency)))
            {
                Refuse(late, AdmissionOutcome.QueuedTooLong);
            }

            RestWhenEmpty();
        }
    }

    private void LetIn()
    {
        while (_waiting.Count > 0 && TryTakePlace())
        {
            Interlocked.Increment(ref _outcomes[(int)AdmissionOutcome.Admitted]);
            _waiting.Take()!.End(AdmissionOutcome.Admitted);
        }

        RestWhenEmpty();
    }

    private bool TryTakePlace()
    {
        if (Interlocked.Increment(ref _inFlight) <= _limit.Now)
        {
            return true;
        }

        Interlocked.Decrement(ref _inFlight);
        return false;
    }

    private void Refuse(WaitingRequest request, AdmissionOutcome outcome)
    {
        _outcomes[(int)outcome]++;
        request.End(outcome);
    }

    private void RestWhenEmpty()
    {
        if (_sweeping && _waiting.Count == 0)
        {
            _sweeping = false;
            _sweeper.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
