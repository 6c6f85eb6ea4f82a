using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// Has bulk updates, raw SQL and later reads of the application's context run in its operation's transaction. Queries before the first write
/// stay outside it, as they do in a handler without Evenkeel.
/// </summary>
internal sealed class CommandInterceptor : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Join(command, eventData, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Join(command, eventData, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return result;
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Join(command, eventData, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        After(Join(command, eventData, cancellationToken), result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        After(Join(command, eventData, cancellationToken), result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        After(Join(command, eventData, cancellationToken), result);

    // Nearly always there is nothing to wait for.
    private static ValueTask<InterceptionResult<T>> After<T>(ValueTask joined, InterceptionResult<T> result)
    {
        return joined.IsCompletedSuccessfully ? ValueTask.FromResult(result) : WaitAsync(joined, result);

        static async ValueTask<InterceptionResult<T>> WaitAsync(ValueTask joined, InterceptionResult<T> result)
        {
            await joined;
            return result;
        }
    }

    private static ValueTask Join(DbCommand command, CommandEventData eventData, CancellationToken cancel)
    {
        var isRaw = eventData.CommandSource is not (CommandSource.LinqQuery or CommandSource.SaveChanges or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete);
        if (OperationTransaction.Current is not { } operation || !operation.Covers(eventData.Context))
        {
            return !isRaw || SqlText.MayWrite(command.CommandText) ? BesideFlush.LetWriteAsync(eventData) : ValueTask.CompletedTask;
        }

        if (operation.TryComplete(command))
        {
            return ValueTask.CompletedTask;
        }

        if (isRaw)
        {
            Check(command.CommandText, operation);
        }

        if (operation.Begun)
        {
            Route(command, operation);
            return ValueTask.CompletedTask;
        }

        var reads = !operation.HasWritten && (eventData.CommandSource is CommandSource.LinqQuery || (command.CommandText.Length > 0 && !SqlText.MayWrite(command.CommandText)));
        return reads ? ValueTask.CompletedTask : BeginAsync(command, operation, cancel);
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

    private static async ValueTask BeginAsync(DbCommand command, OperationTransaction operation, CancellationToken cancel)
    {
        // The context has opened its connection for this command, so it cannot be given another one: the command itself is moved.
        await operation.BeginAsync(isolation: null, cancel);
        Route(command, operation);
    }

    private static void Route(DbCommand command, OperationTransaction operation)
    {
        if (!ReferenceEquals(command.Connection, operation.Connection))
        {
            command.Connection = operation.Connection;
        }

        command.Transaction = operation.Transaction;
    }
}
