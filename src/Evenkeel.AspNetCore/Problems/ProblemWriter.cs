using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Problems;

/// <summary>Answers a request with a problem.</summary>
internal sealed class ProblemWriter(TimeProvider clock, RecentProblems? recent = null)
{
    public const string ContentType = "application/problem+json";

    public Task WriteAsync(HttpContext http, string code, string? detail = null, TimeSpan? retryAfter = null) =>
        WriteAsync(http, ProblemAnswer.For(code, http, clock.GetUtcNow(), detail), retryAfter);

    public async Task WriteAsync(HttpContext http, ProblemAnswer problem, TimeSpan? retryAfter = null)
    {
        var response = http.Response;
        http.Features.Set(new SaidProblem(problem.Error));
        recent?.Note(http, problem);
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var body = problem.ToUtf8();
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    public DateTimeOffset Now => clock.GetUtcNow();
}
