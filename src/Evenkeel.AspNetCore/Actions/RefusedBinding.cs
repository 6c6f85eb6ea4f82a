using Evenkeel.AspNetCore.Binding;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Answers a request that an action's binding refuses with a problem, before an error page of the host can (in development the framework
/// throws where it otherwise sets 400), and names the fields of a command's body. An adopted action's only when a runtime asks, and without fields.
/// </summary>
internal static class RefusedBinding
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler)
        {
            return;
        }

        var action = endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault();
        var native = action is { IsNative: true };
        var accepts = action is { IsNative: true, IsCommand: true } ? endpoint.Metadata.OfType<IAcceptsMetadata>().LastOrDefault(BodyFaults.CanTell) : null;
        endpoint.RequestDelegate = async http =>
        {
            if (accepts is not null)
            {
                // To be read again if it is refused.
                http.Request.EnableBuffering();
            }

            try
            {
                await handler(http);
                if (accepts is not null && IsBare(http.Response))
                {
                    await NameFieldsAsync(http, accepts);
                }
            }
            catch (BadHttpRequestException error) when (!http.Response.HasStarted && (native || http.Request.Headers.ContainsKey(KeelHeaders.Protocol)))
            {
                if (accepts is null || error.StatusCode != StatusCodes.Status400BadRequest || !await NameFieldsAsync(http, accepts))
                {
                    var problems = http.RequestServices.GetRequiredService<ProblemWriter>();
                    await problems.WriteAsync(http, For(error, http, problems.Now));
                }
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

    /// <returns>False: nothing is wrong with the body, and nothing was written.</returns>
    private static async Task<bool> NameFieldsAsync(HttpContext http, IAcceptsMetadata accepts)
    {
        if (await BodyFaults.FindAsync(http.Request, accepts) is not { } faults)
        {
            return false;
        }

        var (field, sentences) = faults.First();
        var detail = field == BodyFaults.Whole ? $"The body: {sentences[0]}" : $"The field '{field}': {sentences[0]}";
        var problems = http.RequestServices.GetRequiredService<ProblemWriter>();
        await problems.WriteAsync(http, ProblemAnswer.For(ProblemCodes.RequestMalformed, http, problems.Now, detail) with { Errors = faults });
        return true;
    }

    // What the framework leaves where binding fails. A handler may leave the same; then the body is sound.
    private static bool IsBare(HttpResponse response) =>
        response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentType: null, ContentLength: null or 0 };
}
