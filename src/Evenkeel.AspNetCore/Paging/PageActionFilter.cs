using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>Answers refused requests for pages of a controller's action.</summary>
internal sealed class PageActionFilter : IAsyncActionFilter, IOrderedFilter, IConfigureOptions<MvcOptions>
{
    // Within all filters of the application, so that none takes a refusal for a fault.
    public int Order => int.MaxValue;

    public void Configure(MvcOptions options) => options.Filters.Add(this);

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (context.ActionArguments.Values.OfType<PageRequest>().Select(page => page.Source?.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refusal)
        {
            context.Result = new PageProblem(refusal);
            return;
        }

        var executed = await next();
        if (executed is { Exception: PageRefusedException refused, ExceptionHandled: false } && !context.HttpContext.Response.HasStarted)
        {
            (executed.Result, executed.ExceptionHandled) = (new PageProblem(refused), true);
        }
    }
}
