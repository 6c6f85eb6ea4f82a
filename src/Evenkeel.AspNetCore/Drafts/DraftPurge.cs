using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Drafts;

/// <summary>Removes drafts, and what is remembered of those that are gone, past their time.</summary>
internal sealed class DraftPurge(ApplicationStore store, WriteGates gates, IOptions<DraftOptions> options, IOptions<LedgerOptions> ledger, TimeProvider clock, ILogger<DraftPurge> log)
{
    /// <returns>How many rows were removed.</returns>
    public async Task<int> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var context = store.Resolve(services);
        var (table, most) = (DraftTable.Of(context), ledger.Value.PurgeBatch);
        var removed = await RemoveAsync(context, table.Purge, [DraftStatements.DayOf(clock.GetUtcNow() - options.Value.Keep), most], most, cancel);
        removed += await RemoveAsync(context, table.PurgeOthers, [most], most, cancel);
        if (removed > 0)
        {
            log.Purged(removed);
        }

        return removed;
    }

    private async Task<int> RemoveAsync(DbContext context, string statement, object[] parameters, int most, CancellationToken cancel)
    {
        for (var total = 0; ;)
        {
            await using var turn = await gates.EnterAsync(context, ledger.Value.WriteWait, cancel);
            var removed = await context.Database.ExecuteSqlRawAsync(statement, parameters, cancel);
            total += removed;
            if (removed < most)
            {
                return total;
            }
        }
    }
}
