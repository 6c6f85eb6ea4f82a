using System.Buffers.Binary;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Purging;

/// <summary>
/// Removes rows whose operation is past its retention, by its id and by its commit: such an id is refused by its age, so that nothing can run twice.
/// </summary>
internal sealed class LedgerPurge(ApplicationStore store, WriteGates gates, IOptions<LedgerOptions> options, TimeProvider clock)
{
    /// <returns>How many rows were removed.</returns>
    public async Task<int> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var context = store.Resolve(services);
        var engine = DatabaseEngines.Of(context);
        var (table, row) = (LedgerTable.Of(context).Name, engine == DatabaseEngine.Sqlite ? "rowid" : "ctid");
        var before = (clock.GetUtcNow() - options.Value.Retention).ToUnixTimeMilliseconds();
        // What was kept before it has an id from before it; the key's index is ordered by ids, and so by time.
        var statement = $"DELETE FROM {table} WHERE {row} IN (SELECT {row} FROM {table} WHERE operation_id < {{0}} AND kept_since < {{1}} LIMIT {{2}})";
        for (var total = 0; ;)
        {
            await using var turn = await gates.EnterAsync(context, options.Value.WriteWait, cancel);
            var removed = await context.Database.ExecuteSqlRawAsync(statement, [FirstIdOf(before), before, options.Value.PurgeBatch], cancel);
            total += removed;
            if (removed < options.Value.PurgeBatch)
            {
                return total;
            }
        }
    }

    private static Guid FirstIdOf(long millisecond)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, millisecond << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
