using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Writes a void row, unless the operation was there first. Waits for one that is in flight.</summary>
internal static class LedgerVoid
{
    private static readonly StoredAnswer Gone = new() { Status = 410 };

    /// <returns>The row that was there before, or null when the void row is new.</returns>
    /// <exception cref="DatabaseBusyException">The database did not take the write in time.</exception>
    public static async Task<LedgerEntry?> WriteAsync(
        DbContext context, WriteGates gates, LedgerKey key, TimeSpan wait, DateTimeOffset now, CancellationToken cancel)
    {
        var keptSince = Math.Max(key.Operation.StampedAt, now.ToUnixTimeMilliseconds());
        var ledger = LedgerTable.Of(context);
        var connection = context.GetService<IRelationalConnection>();
        SemaphoreSlim? gate = null;
        try
        {
            gate = await gates.EnterAsync(context, DatabaseEngines.Of(context), wait, cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (await ledger.TryInsertAsync(connection, key, LedgerState.Void, [], "void", Gone, keptSince, cancel))
            {
                await transaction.CommitAsync(CancellationToken.None);
                return null;
            }

            return await ledger.FindAsync(connection, key, cancel);
        }
        catch (Exception error) when (error is TimeoutException or DbException)
        {
            throw new DatabaseBusyException(error);
        }
        finally
        {
            gate?.Release();
        }
    }
}
