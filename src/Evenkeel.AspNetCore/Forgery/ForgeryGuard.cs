using Evenkeel.AspNetCore.Problems;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Forgery;

/// <summary>
/// Refuses a request that changes something under a cookie, if a page of another origin has sent it and nothing says that it may. It stands behind authorization and before the body is read.
/// </summary>
internal sealed class ForgeryGuard(ProblemWriter problems, IOptions<ForgeryOptions> options, ILogger<ForgeryGuard> log)
{
    private const string Detail = "A page of another site has sent this request. Nothing ran.";

    /// <summary>Puts the guard around an endpoint that changes something. A command has its own.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="needsCookie">False: also for requests without a cookie.</param>
    public static void Wrap(EndpointBuilder endpoint, bool needsCookie)
    {
        if (endpoint.RequestDelegate is { } handler && !endpoint.Metadata.OfType<GuardedMetadata>().Any() && !OnlyReads(endpoint))
        {
            endpoint.Metadata.Add(new GuardedMetadata());
            endpoint.RequestDelegate = http => MayBeForged(http, needsCookie) ? GuardAsync(http, handler) : handler(http);
        }
    }

    /// <summary>Looks at the head of a request only: false for nearly all.</summary>
    /// <param name="http">The request.</param>
    /// <param name="needsCookie">Without a cookie nobody's name is used.</param>
    public static bool MayBeForged(HttpContext http, bool needsCookie = true) =>
        (!needsCookie || http.Request.Headers.Cookie.Count > 0) && !SafeMethod.Is(http.Request.Method) && RequestOrigin.IsForeign(http.Request);

    /// <summary>Runs the handler if the application lets such requests come.</summary>
    public static async Task GuardAsync(HttpContext http, RequestDelegate handler)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (!await RefusesAsync(http, metadata, metadata?.GetMetadata<ActionDescriptor>()))
        {
            await handler(http);
        }
    }

    /// <summary>Answers a forged request.</summary>
    /// <returns>False: it may come, and nothing was answered.</returns>
    /// <exception cref="InvalidOperationException">The application does not use Evenkeel.</exception>
    public static Task<bool> RefusesAsync(HttpContext http, EndpointMetadataCollection? endpoint, ActionDescriptor? action) =>
        (http.RequestServices.GetService<ForgeryGuard>() ?? throw new InvalidOperationException($"'{http.Request.Path}' is protected from forged requests: call builder.AddEvenkeel().")).RefuseAsync(http, endpoint, action);

    private static bool OnlyReads(EndpointBuilder endpoint) =>
        endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is { Count: > 0 } methods && methods.All(SafeMethod.Is);

    private async Task<bool> RefuseAsync(HttpContext http, EndpointMetadataCollection? endpoint, ActionDescriptor? action)
    {
        if (endpoint?.GetMetadata<ForgeryMetadata>() is { Refuses: false } || await IsListedAsync(http, endpoint) || await AntiforgeryCheck.HasPassedAsync(http, action))
        {
            return false;
        }

        log.Refused(http.Request.Method, http.Request.Path, http.Request.Headers.Origin.ToString());
        await problems.WriteAsync(http, ProblemCodes.Csrf, Detail);
        return true;
    }

    private async Task<bool> IsListedAsync(HttpContext http, EndpointMetadataCollection? endpoint)
    {
        if (http.Request.Headers.Origin is not [{ } origin])
        {
            return false;
        }

        var said = endpoint?.GetMetadata<ICorsMetadata>();
        var policy = said switch
        {
            IDisableCorsAttribute => null,
            ICorsPolicyMetadata named => named.Policy,
            _ when http.RequestServices.GetService<ICorsPolicyProvider>() is { } policies => await policies.GetPolicyAsync(http, (said as IEnableCorsAttribute)?.PolicyName ?? options.Value.CorsPolicy),
            _ => null,
        };
        return policy is { SupportsCredentials: true } && policy.IsOriginAllowed(origin);
    }
}
