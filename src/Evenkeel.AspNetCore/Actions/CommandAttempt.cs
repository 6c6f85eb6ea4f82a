using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Transactions;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Runs the handler inside its operation's transaction, and commits, rolls back or replays by what it answered. Where the context has a
/// retrying execution strategy the whole operation is what is retried, each time in a fresh scope with the body rewound.
/// </summary>
internal sealed class CommandAttempt(
    ApplicationStore store,
    WriteGates gates,
    ProblemWriter problems,
    IOptions<LedgerOptions> options,
    TimeProvider clock,
    ILogger<CommandAttempt> log)
{
    private static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    public async Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, LedgerKey key, byte[] fingerprint, DbContext context)
    {
        var order = new OperationOrder
        {
            Key = key,
            Fingerprint = fingerprint,
            Action = traits.Name,
            KeptSince = Math.Max(key.Operation.StampedAt, clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Store = store,
            Gates = gates,
            WriteWait = options.Value.WriteWait,
        };
        var strategy = context.Database.CreateExecutionStrategy();
        if (!strategy.RetriesOnFailure)
        {
            await OnceAsync(http, handler, traits, order, context);
            return;
        }

        var first = true;
        var body = http.Request.Body;
        await strategy.ExecuteAsync(async () =>
        {
            http.Request.Body = new RetryBody(body);
            if (first)
            {
                first = false;
                await OnceAsync(http, handler, traits, order, context);
                return;
            }

            var outer = http.RequestServices;
            await using var scope = outer.CreateAsyncScope();
            http.RequestServices = scope.ServiceProvider;
            try
            {
                await OnceAsync(http, handler, traits, order, store.Resolve(scope.ServiceProvider));
            }
            finally
            {
                http.RequestServices = outer;
            }
        });
    }

    private async Task OnceAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, OperationOrder order, DbContext context)
    {
        using var answer = new BufferedAnswer(http);
        await using var operation = new OperationTransaction(order, context);
        try
        {
            await HandleAsync(http, handler, traits, operation);
            await answer.FlushAsync();
            if (!operation.Taken && IsKept(http.Response.StatusCode, traits, operation))
            {
                await operation.CommitAsync(answer.ToStored(traits.Sensitive, options.Value.MaxAnswerBytes), http.RequestAborted);
            }
        }
        catch (Exception error) when (operation.Taken || error is OutcomeUnknownException or DatabaseBusyException)
        {
            answer.Clear();
            await operation.DisposeAsync();
            if (!operation.Taken)
            {
                await AnswerFaultAsync(http, answer, order, error);
                return;
            }
        }
        catch
        {
            // The application's exception handler, or the next try of the execution strategy, begins with an untouched answer.
            answer.Clear();
            throw;
        }

        // Whatever was not committed is rolled back before anybody hears of it.
        await operation.DisposeAsync();
        if (operation.Taken)
        {
            answer.Clear();
            await AnswerTakenAsync(http, order, context);
        }

        await answer.SendAsync();
    }

    private static async Task HandleAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, OperationTransaction operation)
    {
        operation.Enter();
        if (traits.Once)
        {
            await operation.BeginAsync(isolation: null, http.RequestAborted);
        }

        await handler(http);
    }

    private static bool IsKept(int status, CommandTraits traits, OperationTransaction operation) => status switch
    {
        < 400 => true,
        < 500 => !traits.RollbackOnReject && operation.Begun,
        _ => false,
    };

    private async Task AnswerTakenAsync(HttpContext http, OperationOrder order, DbContext context)
    {
        var known = await LedgerTable.Of(context).FindAsync(context.GetService<IRelationalConnection>(), order.Key, http.RequestAborted);
        if (known is null)
        {
            await problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "A duplicate of this operation was under way.", RetrySoon);
            return;
        }

        await LedgerReplay.SendAsync(http, known, order.Fingerprint, problems);
    }

    private async Task AnswerFaultAsync(HttpContext http, BufferedAnswer answer, OperationOrder order, Exception error)
    {
        if (error is DatabaseBusyException)
        {
            log.WriteNotAccepted(error, order.Action);
            await problems.WriteAsync(http, ProblemCodes.DatabaseBusy, "Nothing was applied.", RetrySoon);
        }
        else
        {
            log.CommitFailed(error, order.Action, order.Key.Operation.Value);
            await problems.WriteAsync(http, ProblemCodes.OutcomeUnknown, "Send the same operation again to learn whether it took effect.", RetrySoon);
        }

        await answer.SendAsync();
    }
}
