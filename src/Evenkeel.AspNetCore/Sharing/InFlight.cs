using System.Collections.Concurrent;
using Evenkeel.AspNetCore.Ledger;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// The operations of this process that are writing now. A duplicate waits for the first one before it writes anything. One in another process is told by the ledger's key, at the
/// latest when its own row is inserted.
/// </summary>
internal sealed class InFlight(TimeProvider clock)
{
    private readonly ConcurrentDictionary<LedgerKey, TaskCompletionSource> _writing = new();

    /// <summary>Waits until no other holds the key, and takes it.</summary>
    /// <returns>Whether another one held it: what is in the ledger may have changed since it was looked up.</returns>
    /// <exception cref="TimeoutException">The other one took too long.</exception>
    public async ValueTask<bool> EnterAsync(LedgerKey key, TimeSpan atMost, CancellationToken cancel)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waited = false;
        while (_writing.GetOrAdd(key, mine) is var holder && holder != mine)
        {
            waited = true;
            await holder.Task.WaitAsync(atMost, clock, cancel);
        }

        return waited;
    }

    public void Leave(LedgerKey key)
    {
        if (_writing.TryRemove(key, out var mine))
        {
            mine.SetResult();
        }
    }
}
