using System.Data.Common;
using Evenkeel.AspNetCore.Coherence.Changes;
using Evenkeel.AspNetCore.Coherence.Tracking;
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
        var changeLog = ContextTracking.Of(context)?.Tracker.Log;
        var changes = changeLog is null ? null : TransactionChanges.Take(inner);
        await log.TransactionCommittingAsync(connection, inner, transaction.TransactionId, began);
        await using var batch = connection.DbConnection.CreateBatch();
        batch.Transaction = inner;
        ledger.AddInsert(batch, row);
        var told = changes is null ? null : changeLog!.StoreIn(batch, changes);
        if (told is not null)
        {
            batch.BatchCommands.Add(told);
        }

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
            Apply(changeLog, changes);
            throw new OutcomeUnknownException(error);
        }

        Apply(changeLog, changes);

        await log.TransactionCommittedAsync(connection, inner, transaction.TransactionId, began, TimeSpan.Zero);
        return true;
    }

    private static void Apply(IChangeLog? log, ChangeSet? changes)
    {
        if (changes is not null)
        {
            log!.Apply(new ChangeRecord(changes));
        }
    }

    // Integrity constraints and serialization: the server says that it rolled back. Anything else may have come after the commit.
    private static bool IsRefusal(string state) => state.StartsWith("23", StringComparison.Ordinal) || (state.StartsWith("40", StringComparison.Ordinal) && state != "40003");
}
