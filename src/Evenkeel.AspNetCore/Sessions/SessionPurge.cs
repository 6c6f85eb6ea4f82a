using Evenkeel.AspNetCore.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sessions;

/// <summary>Removes sessions whose time is over, in small steps, so that no write waits for it.</summary>
internal sealed class SessionPurge(SessionStore store, IOptions<LedgerOptions> options, TimeProvider clock, ILogger<SessionPurge> log)
{
    // No browser keeps a cookie for longer.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(400);

    /// <returns>How many were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        for (var total = 0; ;)
        {
            var removed = await store.PurgeAsync(now, now - Forgotten, options.Value.PurgeBatch, cancel);
            total += removed;
            if (removed < options.Value.PurgeBatch)
            {
                if (total > 0)
                {
                    log.Purged(total);
                }

                return total;
            }
        }
    }
}
