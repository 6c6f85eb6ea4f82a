using Microsoft.AspNetCore.Mvc.Filters;

namespace Helpdesk.Hosting;

/// <summary>Says on each answer of an action which desk gave it, for the people behind the load balancer.</summary>
public sealed class DeskHeaderFilter(IConfiguration configuration) : IActionFilter
{
    public void OnActionExecuting(ActionExecutingContext context) =>
        context.HttpContext.Response.Headers["X-Desk"] = configuration["Desk"] ?? "main";

    public void OnActionExecuted(ActionExecutedContext context)
    {
        // It is said before the action, so that refusals carry it too.
    }
}
