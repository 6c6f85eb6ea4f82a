using System.Data.Common;
using Evenkeel.AspNetCore.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// Has bulk updates, raw SQL and later reads of the application's context run in its operation's transaction. Queries before the first write
/// stay outside it, as they do in a handler without Evenkeel.
/// </summary>
internal static class OperationStatement
{
    /// <summary>Before a statement is sent: begins the operation's transaction if this is its first write. Nearly always there is nothing to wait for.</summary>
    /// <exception cref="OperationTakenException">A duplicate committed first.</exception>
    /// <exception cref="DatabaseBusyException">The database did not let the write begin in time.</exception>
    public static ValueTask JoinAsync(string sql, CommandSource source, DbContext? context, CancellationToken cancel)
    {
        if (OperationTransaction.Current is { } operation && operation.Covers(context))
        {
            return operation.IsCompleting ? ValueTask.CompletedTask : JoinAsync(operation, sql, source, cancel);
        }

        return FlushGroup.Current is not null && IsWrite(sql, source) ? BesideFlush.LetWriteAsync(context) : ValueTask.CompletedTask;
    }

    /// <summary>Gives a statement that is about to be sent the operation's transaction, if it has begun, or the ledger row that goes with a save that waited.</summary>
    public static void Route(DbCommand command, OperationTransaction operation)
    {
        if (operation.TryComplete(command) || !operation.Begun)
        {
            return;
        }

        // The context has opened its own connection for this command, so it cannot be given another one: the command itself is moved.
        if (!ReferenceEquals(command.Connection, operation.Connection))
        {
            command.Connection = operation.Connection;
        }

        command.Transaction = operation.Transaction;
    }

    private static ValueTask JoinAsync(OperationTransaction operation, string sql, CommandSource source, CancellationToken cancel)
    {
        if (IsRaw(source))
        {
            Check(sql, operation);
        }

        if (operation.Begun)
        {
            return ValueTask.CompletedTask;
        }

        var reads = !operation.HasWritten && !IsWrite(sql, source);
        return reads ? ValueTask.CompletedTask : new ValueTask(operation.BeginAsync(isolation: null, cancel));
    }

    private static void Check(string sql, OperationTransaction operation)
    {
        if (SqlStatements.ControlTransaction(sql))
        {
            throw new InvalidOperationException(
                "Inside a command a transaction is not begun or ended by SQL: the command's own commits with its answer. Use Database.BeginTransaction, which nests in it.");
        }

        if (SqlStatements.ChangeSettings(sql))
        {
            operation.ChangesSettings();
        }
    }

    private static bool IsWrite(string sql, CommandSource source) => source switch
    {
        CommandSource.LinqQuery => false,
        CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete => true,
        _ => sql.Length == 0 || SqlText.MayWrite(sql),
    };

    private static bool IsRaw(CommandSource source) =>
        source is not (CommandSource.LinqQuery or CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete);
}
