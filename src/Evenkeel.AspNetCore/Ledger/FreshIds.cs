namespace Evenkeel.AspNetCore.Ledger;

/// <summary>
/// Tells ids that were surely not sent before from those that may have been. An id is stamped when its operation is made, and whoever repeats it has waited for an answer first: one of
/// this very moment, which this process has not seen, is the first of its kind but for rare accidents, which the ledger's key still catches. Thread-safe.
/// </summary>
internal sealed class FreshIds(TimeProvider clock)
{
    /// <summary>How far an id's stamp may be from now.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // A stamp may be a moment ahead, and is fresh until a moment behind.
    private static readonly TimeSpan Generation = 2 * Moment;

    private readonly Lock _lock = new();
    private HashSet<LedgerKey> _seen = [];
    private HashSet<LedgerKey> _seenBefore = [];
    private long _since;

    /// <returns>Whether it is fresh; the next time it is not.</returns>
    public bool Take(LedgerKey key)
    {
        var age = clock.GetUtcNow().ToUnixTimeMilliseconds() - key.Operation.StampedAt;
        if (Math.Abs(age) > Moment.TotalMilliseconds)
        {
            return false;
        }

        lock (_lock)
        {
            if (clock.GetElapsedTime(_since) >= Generation)
            {
                (_seenBefore, _seen) = (clock.GetElapsedTime(_since) >= 2 * Generation ? [] : _seen, []);
                _since = clock.GetTimestamp();
            }

            return !_seenBefore.Contains(key) && _seen.Add(key);
        }
    }
}
