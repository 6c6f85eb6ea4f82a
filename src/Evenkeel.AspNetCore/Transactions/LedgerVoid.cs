using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Sharing;
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
        DbContext context, WriteGates gates, InFlight inFlight, LedgerKey key, TimeSpan wait, DateTimeOffset now, CancellationToken cancel)
    {
        var keptSince = Math.Max(key.Operation.StampedAt, now.ToUnixTimeMilliseconds());
        var row = new LedgerRecord { Key = key, State = LedgerState.Void, Fingerprint = [], Action = "void", KeptSince = keptSince, Answer = Gone };
        var connection = context.GetService<IRelationalConnection>();
        var entered = false;
        try
        {
            await inFlight.EnterAsync(key, wait, cancel);
            entered = true;
            await using var turn = await gates.EnterAsync(context, wait, cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            using var ledger = new LedgerStatements(LedgerTable.Of(context), connection.DbConnection, transaction.GetDbTransaction());
            if (await ledger.TryInsertAsync(row, cancel))
            {
                await transaction.CommitAsync(CancellationToken.None);
                return null;
            }

            return await ledger.FindAsync(key, cancel);
        }
        catch (Exception error) when (error is TimeoutException or DbException)
        {
            throw new DatabaseBusyException(error);
        }
        finally
        {
            if (entered)
            {
                inFlight.Leave(key);
            }
        }
    }
}
