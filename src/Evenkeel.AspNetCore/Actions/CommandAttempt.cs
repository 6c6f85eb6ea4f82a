using System.Data.Common;
using System.Runtime.ExceptionServices;
using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.AspNetCore.Transactions;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>Runs the handler once inside its operation's transaction, and keeps, rolls back or replays by what it answered.</summary>
internal sealed class CommandAttempt(ProblemWriter problems, IOptions<LedgerOptions> options, ILogger<CommandAttempt> log)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    /// <returns>False: nothing was answered, nothing is applied, and the operation is to run again by itself.</returns>
    public async Task<bool> RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, OperationOrder order, DbContext context)
    {
        using var answer = new BufferedAnswer(http);
        await using var operation = new OperationTransaction(order, context);
        ExceptionDispatchInfo? fault = null;
        var kept = false;
        try
        {
            if (!await HandleAsync(http, handler, operation, order))
            {
                return false;
            }

            await answer.FlushAsync();
            kept = !operation.Taken && !operation.IsVoid && IsKept(http.Response.StatusCode, traits, operation);
            if (kept)
            {
                // What was done although its time was over is kept for the retry: done again, it would take as long again.
                var patience = Deadline.Current is { IsOutlived: true } ? CancellationToken.None : http.RequestAborted;
                patience.ThrowIfCancellationRequested();
                await operation.KeepAsync(answer.ToStored(traits.Sensitive, options.Value.MaxAnswerBytes), patience);
            }
        }
        catch (Exception error)
        {
            // The application's exception handler, or the next try of the execution strategy, begins with an untouched answer.
            fault = ExceptionDispatchInfo.Capture(error);
            answer.Clear();
        }

        // A failure after writes may be a duplicate's doing, which committed meanwhile: then its answer is this operation's.
        var suspect = (operation.Begun || !order.LookedUp) && !order.RowFirst && (fault is not null || (!kept && http.Response.StatusCode >= 400));
        // Whatever was not committed is rolled back before anybody hears of it.
        await operation.DisposeAsync();
        if (operation.IsVoid || !await StandsAsync(operation, order))
        {
            answer.Clear();
            return false;
        }

        await AnswerAsync(http, handler, answer, operation, order, context, fault, suspect);
        return true;
    }

    private static async Task<bool> HandleAsync(HttpContext http, RequestDelegate handler, OperationTransaction operation, OperationOrder order)
    {
        operation.Enter();
        if (order.Group?.Open is { } open && !await operation.TryAdmitAsync(open, http.RequestAborted))
        {
            return false;
        }

        if (order.RowFirst)
        {
            await operation.BeginAsync(isolation: null, http.RequestAborted);
        }

        await handler(http);
        return true;
    }

    private static bool IsKept(int status, CommandTraits traits, OperationTransaction operation) => status switch
    {
        < 400 => true,
        < 500 => !traits.RollbackOnReject && operation.HasWritten,
        _ => false,
    };

    private static async Task<bool> StandsAsync(OperationTransaction operation, OperationOrder order)
    {
        try
        {
            return await operation.Outcome.WaitAsync(order.WriteWait, order.Clock);
        }
        catch (TimeoutException)
        {
            // A member after this one keeps the transaction open for too long.
            return true;
        }
    }

    private async Task AnswerAsync(
        HttpContext http, RequestDelegate handler, BufferedAnswer answer, OperationTransaction operation, OperationOrder order, DbContext context, ExceptionDispatchInfo? fault, bool suspect)
    {
        var error = fault?.SourceException;
        if (!operation.Outcome.IsCompleted)
        {
            answer.Clear();
            await problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "Others with which it shares its commit take too long.", RetrySoon);
        }
        else if (operation.Taken || suspect || error is OutcomeUnknownException)
        {
            var known = await FindAsync(http, order, context);
            if (known is not null && !order.LookedUp && !operation.Taken && LedgerReplay.IsSameRequest(known, order.Row.Fingerprint))
            {
                // As if it had been known before: what refused may have been a filter, which has its say in a replay, or the handler, which has not.
                answer.Clear();
                http.Request.Body = new RetryBody(http.Request.Body);
                await FilteredReplay.SendAsync(http, handler, known.Answer);
            }
            else if (known is { State: LedgerState.Applied } || (known is not null && (operation.Taken || !order.LookedUp)))
            {
                answer.Clear();
                await LedgerReplay.SendAsync(http, known, order.Row.Fingerprint, problems);
            }
            else if (operation.Taken)
            {
                answer.Clear();
                await problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "A duplicate of this operation was under way.", RetrySoon);
            }
            else if (error is not null)
            {
                await AnswerFaultAsync(http, fault!, order, context);
            }
        }
        else if (error is not null)
        {
            await AnswerFaultAsync(http, fault!, order, context);
        }

        await answer.SendAsync();
    }

    private static Task<LedgerEntry?> FindAsync(HttpContext http, OperationOrder order, DbContext context) => order.Group?.Open is { } open
        ? open.Ledger.FindAsync(order.Row.Key, http.RequestAborted)
        : LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), order.Row.Key, http.RequestAborted);

    private async Task AnswerFaultAsync(HttpContext http, ExceptionDispatchInfo fault, OperationOrder order, DbContext context)
    {
        switch (fault.SourceException)
        {
            case DatabaseBusyException busy:
                log.WriteNotAccepted(busy, order.Row.Action);
                await problems.WriteAsync(http, ProblemCodes.DatabaseBusy, "Nothing was applied.", RetrySoon);
                break;
            case WriteOutsideOperationException outside:
                log.WroteOutside(outside, order.Row.Action);
                await problems.WriteAsync(http, outside.Code, outside.Message);
                break;
            case OutcomeUnknownException { InnerException: { } cause } when DatabaseEngines.Of(context) == DatabaseEngine.Sqlite || cause is DbException { SqlState: not null }:
                // The database is a file at hand, or has told of the failure itself: what the ledger has just said is final, nothing was applied.
                ExceptionDispatchInfo.Throw(cause);
                break;
            case OutcomeUnknownException unknown:
                log.CommitFailed(unknown, order.Row.Action, order.Row.Key.Operation.Value);
                await problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "Send the same operation again to learn whether it took effect.", RetrySoon);
                break;
            default:
                fault.Throw();
                break;
        }
    }
}
