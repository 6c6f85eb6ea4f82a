using Microsoft.AspNetCore.Mvc;

namespace Crm.Problems;

/// <summary>The members that every problem has beside those of RFC 9457.</summary>
public static class ProblemMembers
{
    public const string TypePrefix = "urn:evenkeel:problem:";

    public static void Complete(ProblemDetails problem, HttpContext http)
    {
        if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) != true)
            problem.Type = TypePrefix + CodeOf(problem.Status ?? http.Response.StatusCode);

        problem.Extensions["error"] = problem.Type[TypePrefix.Length..];
        problem.Extensions["path"] = http.Request.Path.Value;
        problem.Extensions["timestamp"] = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
    }

    public static string CodeOf(int status) => status switch
    {
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        415 => "media-type-unsupported",
        >= 500 => "internal-error",
        _ => "request-malformed",
    };
}
