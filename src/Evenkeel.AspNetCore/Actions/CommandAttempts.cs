using System.Runtime.ExceptionServices;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Sharing;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Attempts an operation until one counts: the second time by itself and with care, and where the context has a retrying execution strategy as often as
/// that says. The whole operation is what is repeated, each time in a fresh scope with the body rewound.
/// </summary>
internal sealed class CommandAttempts(CommandAttempt attempt, ApplicationStore store)
{
    public async Task RunAsync(HttpContext http, RequestDelegate handler, CommandTraits traits, OperationOrder order, DbContext context)
    {
        var body = http.Request.Body;
        var strategy = context.Database.CreateExecutionStrategy();
        if (!strategy.RetriesOnFailure)
        {
            await OnceOrAgainAsync(http, body, handler, traits, order, context);
        }
        else if (order.Group is { } group)
        {
            await WithoutRetryAsync(strategy, () => OnceOrAgainAsync(http, body, handler, traits, order, context), group);
        }
        else
        {
            var tried = false;
            await strategy.ExecuteAsync(async () =>
            {
                if (!tried)
                {
                    tried = true;
                    await OnceOrAgainAsync(http, body, handler, traits, order, context);
                    return;
                }

                await AgainAsync(http, body, handler, traits, order);
            });
        }
    }

    // A retry of one member, or of one of its statements, would wait inside everybody's transaction. It runs again by itself, and is retried there.
    private static async Task WithoutRetryAsync(Microsoft.EntityFrameworkCore.Storage.IExecutionStrategy strategy, Func<Task> run, FlushGroup group)
    {
        ExceptionDispatchInfo? fault = null;
        await strategy.ExecuteAsync(async () =>
        {
            try
            {
                await run();
            }
            catch (Exception error)
            {
                fault = ExceptionDispatchInfo.Capture(error);
            }
        });
        if (fault is not null)
        {
            group.WantsAlone = true;
        }
    }

    private async Task OnceOrAgainAsync(HttpContext http, Stream body, RequestDelegate handler, CommandTraits traits, OperationOrder order, DbContext context)
    {
        http.Request.Body = new RetryBody(body);
        if (await attempt.RunAsync(http, handler, traits, order, context))
        {
            return;
        }

        if (order.Group is { } group)
        {
            // What others of its flush have written is not committed yet: the flush does that first, and then runs it again.
            group.WantsAlone = true;
            return;
        }

        await AgainAsync(http, body, handler, traits, order with { Shares = false, Careful = true });
    }

    private async Task AgainAsync(HttpContext http, Stream body, RequestDelegate handler, CommandTraits traits, OperationOrder order)
    {
        http.Request.Body = new RetryBody(body);
        var outer = http.RequestServices;
        await using var scope = outer.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await attempt.RunAsync(http, handler, traits, order with { Shares = false, Careful = true }, store.Resolve(scope.ServiceProvider));
        }
        finally
        {
            http.RequestServices = outer;
        }
    }
}
