using Evenkeel.AspNetCore.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Paging;

/// <summary>The answer to a request for a page that there is not, for minimal APIs and for MVC.</summary>
internal sealed class PageProblem(PageRefusedException refused) : IResult, IActionResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var problems = httpContext.RequestServices.GetRequiredService<ProblemWriter>();
        return problems.WriteAsync(httpContext, ProblemAnswer.For(refused.Code, httpContext, problems.Now, refused.Message) with { Errors = refused.Errors });
    }

    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);
}
