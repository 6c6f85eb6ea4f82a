namespace Evenkeel.AspNetCore.Tests.Coherence.Interleaving;

/// <summary>Runs whatever is ready to go on, one after the other on the test's thread, in an order that only the seed decides.</summary>
internal sealed class SeededPump(Random random) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Run, object? State)> _ready = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Add((d, state));
            Monitor.Pulse(_ready);
        }
    }

    /// <summary>Runs one of those that are ready; false: there is none.</summary>
    public bool RunOne()
    {
        (SendOrPostCallback Run, object? State) next;
        lock (_ready)
        {
            if (_ready.Count == 0)
            {
                return false;
            }

            var index = random.Next(_ready.Count);
            next = _ready[index];
            _ready.RemoveAt(index);
        }

        next.Run(next.State);
        return true;
    }

    /// <summary>Waits for what the runtime brings over another thread: the end of a wait that can be given up. False: nothing comes.</summary>
    public bool Await(TimeSpan limit)
    {
        lock (_ready)
        {
            return _ready.Count > 0 || Monitor.Wait(_ready, limit);
        }
    }
}
