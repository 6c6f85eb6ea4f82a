using Evenkeel.AspNetCore.Binding;
using Evenkeel.AspNetCore.Problems;
using Evenkeel.Protocol;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Actions;

/// <summary>
/// Answers a request that an action's binding refuses with a problem, before an error page of the host can (in development the framework
/// throws where it otherwise sets 400), and names the parameters and the fields of a command's body that are wrong. An adopted action's only when a runtime asks, and without names.
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
        var parameters = native ? ParametersOf(endpoint) : [];
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
                if (native && IsBare(http.Response))
                {
                    await NameAsync(http, parameters, accepts);
                }
            }
            catch (BadHttpRequestException error) when (!http.Response.HasStarted && (native || http.Request.Headers.ContainsKey(KeelHeaders.Protocol)))
            {
                if (!native || error.StatusCode != StatusCodes.Status400BadRequest || !await NameAsync(http, parameters, accepts))
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

    /// <returns>False: nothing is wrong that can be named, and nothing was written.</returns>
    private static async Task<bool> NameAsync(HttpContext http, IReadOnlyList<BoundParameter> parameters, IAcceptsMetadata? accepts)
    {
        var inParameters = ParameterFaults.Find(http.Request, parameters);
        if ((inParameters ?? (accepts is null ? null : await BodyFaults.FindAsync(http.Request, accepts))) is not { } faults)
        {
            return false;
        }

        var (name, sentences) = faults.First();
        var what = inParameters is not null ? $"The parameter '{name}'" : name == BodyFaults.Whole ? "The body" : $"The field '{name}'";
        var problems = http.RequestServices.GetRequiredService<ProblemWriter>();
        await problems.WriteAsync(http, ProblemAnswer.For(ProblemCodes.RequestMalformed, http, problems.Now, $"{what}: {sentences[0]}") with { Errors = faults });
        return true;
    }

    private static IReadOnlyList<BoundParameter> ParametersOf(EndpointBuilder endpoint) =>
        [.. endpoint.Metadata.OfType<IParameterBindingMetadata>().Select(each => BoundParameter.Of(each, (endpoint as RouteEndpointBuilder)?.RoutePattern)).OfType<BoundParameter>()];

    // What the framework leaves where binding fails. A handler may leave the same; then the body is sound.
    private static bool IsBare(HttpResponse response) =>
        response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false, ContentType: null, ContentLength: null or 0 };
}
