using Evenkeel.AspNetCore.Coherence.Feed;
using Evenkeel.AspNetCore.Coherence.Fills;
using Evenkeel.AspNetCore.Coherence.Memory;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Coherence.Probing;

/// <summary>
/// Tries the cache's promises with numbers that only rise: an instance's own write is read back at once; what the database was seen to hold is read once this instance has caught up with it, and after a lease even if it
/// could not; and no read goes back. Used by one loop.
/// </summary>
internal sealed class CoherenceProbe(ProbeRows rows, ICoherence coherence, HybridCache cache, ProbeFindings findings, IOptions<FeedOptions> feed, TimeProvider time, ILogger<CoherenceProbe> log)
{
    private const long DayInMilliseconds = 86_400_000;

    // Two readings of a clock that ticks.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly ProbePromises _promises = new();
    private readonly CoarseClock _clock = new(time);
    private readonly string _node = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    private (string Incarnation, long From) _history;
    private long _number;
    private bool _failed;

    public async Task RoundAsync(CancellationToken cancel)
    {
        // Each for itself: while the feed cannot be read, what is served is tried all the same.
        var isWhole = await TryAsync(WriteAsync, cancel);
        isWhole &= await TryAsync(LookAsync, cancel);
        _promises.PromiseSeen(_clock.Now - (long)(feed.Value.Lease + Tick).TotalMilliseconds);
        foreach (var node in _promises.Nodes.ToList())
        {
            isWhole &= await TryAsync(stop => CompareAsync(node, stop), cancel);
        }

        if (isWhole)
        {
            findings.RoundDone();
        }
    }

    /// <summary>This instance goes: nobody is to ask for it.</summary>
    public Task LeaveAsync(CancellationToken cancel) => rows.DeleteAsync(_node, cancel);

    private async Task WriteAsync(CancellationToken cancel)
    {
        BeginAnewIfReset();
        await rows.WriteAsync(_node, ++_number, cancel);
        _promises.Promise(_node, _number);
        await CompareAsync(_node, cancel);
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        var all = await rows.ReadAllAsync(cancel);
        var seenAt = _clock.Now;
        var gone = all.Where(row => row.Node != _node && row.At < time.GetUtcNow().ToUnixTimeMilliseconds() - DayInMilliseconds).ToList();
        _promises.Keep([.. all.Except(gone).Select(row => row.Node)]);
        foreach (var row in all.Except(gone))
        {
            _promises.Saw(row.Node, row.Number, seenAt);
        }

        await coherence.PositionAfterAsync(cancel);
        _promises.PromiseSeen(seenAt);
        foreach (var row in gone)
        {
            await rows.DeleteAsync(row.Node, cancel);
        }
    }

    private async Task CompareAsync(string node, CancellationToken cancel)
    {
        var promised = _promises.Of(node);
        var found = await cache.GetOrCreateAsync(ProbeRows.TagOf(node), async stop => await rows.ReadAsync(node, stop), tags: [ProbeRows.TagOf(node)], cancellationToken: cancel);
        findings.Compared();
        if (BeginAnewIfReset() || found is not { } number)
        {
            return;
        }

        if (number < promised)
        {
            findings.Stale($"{number} of instance {node} after {promised}.");
            log.Stale(node, number, promised);
        }

        _promises.Promise(node, number);
    }

    private bool BeginAnewIfReset()
    {
        var history = (coherence.Incarnation, coherence.HistoryFrom);
        if (history == _history)
        {
            return false;
        }

        _history = history;
        _promises.Clear();
        return true;
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> act, CancellationToken stopping)
    {
        try
        {
            await act(stopping);
            _failed = false;
            return true;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            if (!_failed)
            {
                log.Failed(error);
            }

            _failed = true;
            return false;
        }
    }
}
