using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Helpdesk.Problems;

/// <summary>Answers what the helpdesk refuses. A fault is none of its business: the exception handler answers that.</summary>
public sealed class ProblemExceptionFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        ProblemDetails? problem = context.Exception switch
        {
            InvalidException invalid => new ValidationProblemDetails(invalid.Errors) { Status = StatusCodes.Status400BadRequest },
            NotFoundException => new ProblemDetails { Status = StatusCodes.Status404NotFound },
            ConflictException => new ProblemDetails { Status = StatusCodes.Status409Conflict },
            _ => null,
        };
        if (problem is null)
            return;

        problem.Title = context.Exception.Message;
        problem.Instance = context.HttpContext.Request.Path;
        context.Result = new ObjectResult(problem) { StatusCode = problem.Status, ContentTypes = { "application/problem+json", "application/problem+xml" } };
    }
}
