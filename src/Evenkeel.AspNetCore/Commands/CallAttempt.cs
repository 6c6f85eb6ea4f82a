using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Commands;

/// <summary>Runs a call's handler once, in a fresh scope and inside its operation's transaction.</summary>
internal sealed class CallAttempt(ApplicationStore store, IServiceScopeFactory scopes, IOptions<LedgerOptions> options)
{
    /// <returns>Null: nothing is applied, and the call is to be tried again with care.</returns>
    public async Task<CommandOutcome<T>?> RunAsync<T>(OperationOrder order, Func<IServiceProvider, CancellationToken, Task<T>> handler, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = store.Resolve(scope.ServiceProvider);
        await using var operation = new OperationTransaction(order, context);
        ExceptionDispatchInfo? fault = null;
        CommandOutcome<T>? outcome = null;
        try
        {
            operation.Enter();
            var value = await handler(scope.ServiceProvider, cancel);
            if (!operation.Taken && !operation.IsVoid)
            {
                cancel.ThrowIfCancellationRequested();
                await operation.KeepAsync(AnswerOf(value), cancel);
                outcome = new CommandOutcome<T>(value, Replayed: false);
            }
        }
        catch (Exception error)
        {
            fault = ExceptionDispatchInfo.Capture(error);
        }

        var suspect = operation.Begun && fault is not null;
        await operation.DisposeAsync();
        if (operation.IsVoid)
        {
            return null;
        }

        if (operation.Taken || suspect)
        {
            // A failure after writes may be a duplicate's doing, which committed meanwhile: then its result is this call's.
            var known = await FindAsync(context, order, fault);
            if (known is { State: LedgerState.Applied } || (operation.Taken && known is not null))
            {
                return CommandCalls.Replay<T>(known, order.Row.Fingerprint);
            }
        }

        Throw(fault?.SourceException, fault, operation.Taken, context);
        return outcome;
    }

    private static async Task<LedgerEntry?> FindAsync(DbContext context, OperationOrder order, ExceptionDispatchInfo? fault)
    {
        try
        {
            return await CommandCalls.FindAsync(context, order.Row.Key, CancellationToken.None);
        }
        catch (DbException error) when (fault?.SourceException is OutcomeUnknownException)
        {
            throw new CommandOutcomeUnknownException(error);
        }
    }

    private static void Throw(Exception? error, ExceptionDispatchInfo? fault, bool taken, DbContext context)
    {
        if (taken)
        {
            throw new CommandOutcomeUnknownException(error);
        }

        switch (error)
        {
            case DatabaseBusyException busy:
                throw new CommandBusyException(busy);
            case OutcomeUnknownException { InnerException: { } cause } when DatabaseEngines.Of(context) == DatabaseEngine.Sqlite || cause is DbException { SqlState: not null }:
                // The ledger has just said that nothing was applied, and that is final.
                ExceptionDispatchInfo.Throw(cause);
                break;
            case OutcomeUnknownException unknown:
                throw new CommandOutcomeUnknownException(unknown);
            default:
                fault?.Throw();
                break;
        }
    }

    private StoredAnswer AnswerOf<T>(T value)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);
        return body.Length <= options.Value.MaxAnswerBytes
            ? new StoredAnswer { Status = 200, ContentType = "application/json", Body = body }
            : throw new InvalidOperationException(
                $"The result has {body.Length:N0} bytes, more than LedgerOptions.MaxAnswerBytes, so a repeat could not be given it. Return less: an id, for example.");
    }
}
