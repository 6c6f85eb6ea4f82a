using Evenkeel.AspNetCore.Problems;
using Microsoft.AspNetCore.Http;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>What a call's contract, or another of its headers that is judged before the handler, means for it.</summary>
internal sealed record ContractVerdict
{
    public static readonly ContractVerdict Runs = new();

    /// <summary>The code of the problem that it is refused with.</summary>
    public string? Code { get; init; }

    public string? Detail { get; init; }

    /// <summary>This server's own contract for the action.</summary>
    public string? Contract { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Puts a converted body in place of the one that came; false: it could not, and that is answered.</summary>
    public Func<HttpContext, Task<bool>>? Convert { get; init; }

    public Task RefuseAsync(HttpContext http, ProblemWriter problems)
    {
        // A body that nobody is going to read must not be waited for.
        http.Response.Headers.Connection = http.Request.Protocol == HttpProtocol.Http11 && http.Request.ContentLength is not 0 ? "close" : http.Response.Headers.Connection;
        return problems.WriteAsync(http, ProblemAnswer.For(Code!, http, problems.Now, Detail) with { Contract = Contract }, RetryAfter);
    }
}
