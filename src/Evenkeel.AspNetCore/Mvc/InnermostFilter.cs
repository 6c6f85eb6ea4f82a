using System.Runtime.ExceptionServices;
using Evenkeel.AspNetCore.Actions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Evenkeel.AspNetCore.Mvc;

/// <summary>
/// Stands directly around a command's action, behind all filters of the application. In a replay it gives the stored answer in the action's place; and it is the
/// first to see what the action throws.
/// </summary>
internal sealed class InnermostFilter : IActionFilter, IExceptionFilter, IOrderedFilter
{
    public static readonly InnermostFilter Instance = new();

    public int Order => int.MaxValue;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var features = context.HttpContext.Features;
        if (features.Get<PendingReplay>() is { } replay)
        {
            context.Result = new Replayed(replay.Pass());
        }
        else if (features.Get<ActionRun>() is { Failure: { } failure })
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    public void OnException(ExceptionContext context) =>
        context.ExceptionHandled = context.HttpContext.Features.Get<ActionRun>() is { } run && run.Hold(context.Exception);

    private sealed class Replayed(IResult answer) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => answer.ExecuteAsync(context.HttpContext);
    }
}
