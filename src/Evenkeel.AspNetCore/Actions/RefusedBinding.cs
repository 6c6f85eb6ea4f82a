using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Answers a request that an action's binding refuses with a problem, before an error page of the host can (in development the framework
/// throws where it otherwise sets 400). An adopted action's only when a runtime asks.
/// </summary>
internal static class RefusedBinding
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler)
        {
            return;
        }

        var native = endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault() is { IsNative: true };
        endpoint.RequestDelegate = async http =>
        {
            try
            {
                await handler(http);
            }
            catch (BadHttpRequestException error) when (!http.Response.HasStarted && (native || http.Request.Headers.ContainsKey(KeelHeaders.Protocol)))
            {
                var problems = http.RequestServices.GetRequiredService<ProblemWriter>();
                await problems.WriteAsync(http, For(error, http, problems.Now));
            }
        };
    }

    public static ProblemAnswer For(BadHttpRequestException error, HttpContext http, DateTimeOffset now)
    {
        var code = error.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => ProblemCodes.OperationTooLarge,
            StatusCodes.Status415UnsupportedMediaType => ProblemCodes.MediaTypeUnsupported,
            _ => ProblemCodes.RequestMalformed,
        };
        return ProblemAnswer.For(code, http, now, error.Message) with { Status = error.StatusCode };
    }
}
