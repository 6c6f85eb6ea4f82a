namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// SQLite has one writer at a time. Without a gate its busy handler polls with sleeps, and under load unlucky writers starve; here they wait in
/// order, without a thread. Whoever leaves may hand an open transaction to the next in line, so that both share its commit. What is handed over is
/// the connection and never work to do: each writer stays on its own request's flow.
/// </summary>
internal sealed class WriteGate(TimeProvider clock)
{
    /// <summary>
    /// A transaction that took everybody in would leave the database idle while all of them are answered and their next writes arrive. Closed after so many times what it costs by itself, it leaves some
    /// behind, who write while the others are answered; and about a fifth of the time is spent on beginning and committing, until a commit is so slow that age or number end it first.
    /// </summary>
    private const int WorthOverheads = 4;

    /// <summary>One slow commit of eight is no slow disk.</summary>
    private const int Smoothing = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private bool _held;
    private TimeSpan _overhead;

    /// <summary>How many wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits for the turn to write.</summary>
    /// <param name="shares">Whether the writer would go on in a transaction that another one began.</param>
    /// <param name="atMost">How long it waits.</param>
    /// <param name="cancel">The writer's caller has left.</param>
    /// <returns>The transaction to go on in; null: the database is free, and the writer begins one of its own.</returns>
    /// <exception cref="TimeoutException">The turn did not come in time.</exception>
    public Task<SharedTransaction?> EnterAsync(bool shares, TimeSpan atMost, CancellationToken cancel)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (!_held)
            {
                _held = true;
                return Task.FromResult<SharedTransaction?>(null);
            }

            waiter = new Waiter(shares);
            _waiting.AddLast(waiter.Place);
        }

        return WaitAsync(waiter, atMost, cancel);
    }

    /// <summary>
    /// Hands an open transaction to the next in line. False: there is nobody, the next one wants its own, or what the transaction costs is spread far enough by now; the holder still holds the gate.
    /// </summary>
    public bool TryPassOn(SharedTransaction open)
    {
        if (_overhead > TimeSpan.Zero && open.Age > WorthOverheads * _overhead)
        {
            return false;
        }

        lock (_lock)
        {
            if (_waiting.First is not { Value.Shares: true } first)
            {
                return false;
            }

            _waiting.Remove(first);
            first.Value.Turn.SetResult(open);
            return true;
        }
    }

    /// <summary>The holder has ended a shared transaction.</summary>
    public void Learn(SharedTransaction ended) => _overhead = _overhead == TimeSpan.Zero ? ended.Overhead : _overhead + ((ended.Overhead - _overhead) / Smoothing);

    /// <summary>Leaves the gate; the next in line begins a transaction of its own.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_waiting.First is { } first)
            {
                _waiting.Remove(first);
                first.Value.Turn.SetResult(null);
            }
            else
            {
                _held = false;
            }
        }
    }

    private async Task<SharedTransaction?> WaitAsync(Waiter waiter, TimeSpan atMost, CancellationToken cancel)
    {
        try
        {
            return await waiter.Turn.Task.WaitAsync(atMost, clock, cancel);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            lock (_lock)
            {
                if (waiter.Place.List is not null)
                {
                    _waiting.Remove(waiter.Place);
                    throw error is TimeoutException ? new TimeoutException($"Another write held the database for longer than {atMost}.") : error;
                }
            }

            // The turn came at the very last moment, and must be used.
            return await waiter.Turn.Task;
        }
    }

    private sealed class Waiter
    {
        public Waiter(bool shares)
        {
            Shares = shares;
            Place = new LinkedListNode<Waiter>(this);
        }

        public bool Shares { get; }

        public LinkedListNode<Waiter> Place { get; }

        public TaskCompletionSource<SharedTransaction?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
