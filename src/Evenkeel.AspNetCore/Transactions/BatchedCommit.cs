using System.Data.Common;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// The ledger row and the commit in one round trip. The insert fails on a key that is taken, and then what follows it in the batch does not run.
/// The application's own interceptors and logs of commits hear of it as of any other.
/// </summary>
internal static class BatchedCommit
{
    /// <returns>False: the key is taken, and nothing is committed.</returns>
    /// <exception cref="OutcomeUnknownException">The connection was lost in the commit.</exception>
    /// <exception cref="DbException">The database refused the commit: nothing is applied.</exception>
    public static async Task<bool> RunAsync(DbContext context, IDbContextTransaction transaction, LedgerStatements ledger, LedgerRecord row)
    {
        var log = context.GetService<IDiagnosticsLogger<DbLoggerCategory.Database.Transaction>>();
        var (connection, inner, began) = (context.GetService<IRelationalConnection>(), transaction.GetDbTransaction(), DateTimeOffset.UnixEpoch);
        await log.TransactionCommittingAsync(connection, inner, transaction.TransactionId, began);
        await using var batch = connection.DbConnection.CreateBatch();
        batch.Transaction = inner;
        batch.BatchCommands.Add(ledger.InsertIn(batch, row));
        var commit = batch.CreateBatchCommand();
        commit.CommandText = "COMMIT";
        batch.BatchCommands.Add(commit);
        try
        {
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (DbException error) when (error.SqlState == LedgerStatements.KeyTaken && error.BatchCommand != commit)
        {
            return false;
        }
        catch (Exception error) when (error is not DbException { SqlState: { } state } || !IsRefusal(state))
        {
            throw new OutcomeUnknownException(error);
        }

        await log.TransactionCommittedAsync(connection, inner, transaction.TransactionId, began, TimeSpan.Zero);
        return true;
    }

    // Integrity constraints and serialization: the server says that it rolled back. Anything else may have come after the commit.
    private static bool IsRefusal(string state) => state.StartsWith("23", StringComparison.Ordinal) || (state.StartsWith("40", StringComparison.Ordinal) && state != "40003");
}
