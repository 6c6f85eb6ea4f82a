using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Crm.Problems;

/// <summary>A body or a parameter that does not bind is the sender's fault: 400, naming the field where that is known.</summary>
public sealed class UnreadableRequest : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
            return false;

        await ProblemOf(bad).ExecuteAsync(httpContext);
        return true;
    }

    private static Problem ProblemOf(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException { Path: { Length: > 2 } path } } =>
            new FieldErrors().Add(path[2..], "This value is not of the kind that is expected here.").ToProblem(),
        { StatusCode: 415 } => new Problem(415, "media-type-unsupported", "The content type is not one that this address reads."),
        { StatusCode: 413 } => new Problem(413, "operation-too-large", "The operation is larger than the server accepts."),
        _ => new Problem(bad.StatusCode, "request-malformed", "The request could not be read.", bad.Message),
    };
}
