using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Problems;

/// <summary>One refusal, answered as RFC 9457 problem details.</summary>
public sealed class Problem(int status, string code, string title, string? detail = null, IDictionary<string, string[]>? errors = null)
    : IResult, IStatusCodeHttpResult
{
    public static Problem Unauthenticated { get; } = new(401, "unauthenticated", "Nobody is signed in.");

    public int? StatusCode => status;

    /// <summary>What the framework refused with a bare status.</summary>
    public static Problem Of(int status) => new(status, ProblemMembers.CodeOf(status), ReasonPhrases.GetReasonPhrase(status));

    public static Problem Forbidden(string? why = null) => new(403, "forbidden", "This user may not do that.", why);

    public static Problem NotFound(string thing) =>
        new(404, "not-found", "There is nothing at this address.", $"This {thing} is not there, or not any more.");

    /// <summary>Written as JSON whatever the request accepts: the reader is the application.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var problem = errors is null ? new ProblemDetails() : new HttpValidationProblemDetails(errors);
        problem.Status = status;
        problem.Type = ProblemMembers.TypePrefix + code;
        problem.Title = title;
        problem.Detail = detail;
        ProblemMembers.Complete(problem, httpContext);

        httpContext.Response.StatusCode = status;
        return httpContext.Response.WriteAsJsonAsync(
            problem, problem.GetType(), JsonSerializerOptions.Web, "application/problem+json", httpContext.RequestAborted);
    }
}
