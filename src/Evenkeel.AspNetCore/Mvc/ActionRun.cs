using System.Data.Common;
using System.Runtime.ExceptionServices;
using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>
/// What the command runner runs of an MVC action, as a feature of the request. The framework lets a filter go on once; each later attempt runs the action
/// from its beginning, with filters and a controller of its own scope.
/// </summary>
internal sealed class ActionRun(ActionContext action, ResourceExecutionDelegate next)
{
    private ResourceExecutionDelegate? _next = next;
    private ExceptionDispatchInfo? _held;

    /// <summary>What the action failed with, to be thrown once more in its place.</summary>
    public Exception? Failure { get; private set; }

    public async Task RunAsync(HttpContext http)
    {
        _held = null;
        if (Interlocked.Exchange(ref _next, null) is { } next)
        {
            var done = await next();
            if (done is { Exception: { } error, ExceptionHandled: false })
            {
                // The command runner's to judge; the framework would throw it after the answer.
                done.ExceptionHandled = true;
                (done.ExceptionDispatchInfo ?? ExceptionDispatchInfo.Capture(error)).Throw();
            }
        }
        else
        {
            await InvokeAsync(http);
        }

        _held?.Throw();
    }

    /// <summary>
    /// Keeps a failure from the application's exception filters that is not theirs to answer: Evenkeel's own, and one after which the execution strategy runs the operation again.
    /// </summary>
    public bool Hold(Exception error)
    {
        var holds = Failure is null && (error is OperationTakenException or DatabaseBusyException or OutcomeUnknownException or WriteOutsideOperationException || (ExecutionStrategy.Current is not null && IsTransient(error)));
        _held = holds ? ExceptionDispatchInfo.Capture(error) : _held;
        return holds;
    }

    /// <summary>Whether the execution strategy has given up on a failure that was kept from the application's exception filters.</summary>
    public bool Withholds(Exception error) => _held is not null && IsTransient(error);

    /// <summary>Has them answer for it after all, in another run of the action which it ends at once.</summary>
    public Task FailAsync(HttpContext http, Exception error)
    {
        Failure = error;
        http.Request.Body = new RetryBody(http.Request.Body);
        return InvokeAsync(http);
    }

    private Task InvokeAsync(HttpContext http)
    {
        var again = new ActionContext(http, new RouteData(action.RouteData), action.ActionDescriptor);
        var invoker = http.RequestServices.GetRequiredService<IActionInvokerFactory>().CreateInvoker(again)
            ?? throw new InvalidOperationException($"'{action.ActionDescriptor.DisplayName}' cannot be run.");
        return invoker.InvokeAsync();
    }

    private static bool IsTransient(Exception? error) => error is not null && (error is DbException { IsTransient: true } || IsTransient(error.InnerException));
}
