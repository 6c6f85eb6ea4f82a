using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Requests;
using Evenkeel.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Stability.Deadlines;

/// <summary>Puts the deadline around an endpoint, outside of all that Evenkeel has put there before.</summary>
internal static class DeadlineEndpoint
{
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } handler)
        {
            return;
        }

        var action = endpoint.Metadata.OfType<ActionMetadata>().LastOrDefault();
        var said = endpoint.Metadata.OfType<DeadlineMetadata>().LastOrDefault();
        if (said is { Limit: null })
        {
            return;
        }

        var name = $"{(endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is [var method, ..] ? method : "*")} {(endpoint as RouteEndpointBuilder)?.RoutePattern.RawText}";
        // Callers who know nothing of Evenkeel get from an adopted endpoint what they always did, when they always did.
        var isForAll = said is not null || action is { IsNative: true };
        // What says that it is a command, or has a deadline, may come in any order: of several the outermost holds.
        endpoint.RequestDelegate = http => Deadline.Current is null && (isForAll || IsOurs(http.Request)) && !LastsByNature(http, action is not null, said is not null) && http.RequestServices.GetService<DeadlineRunner>() is { } runner
            ? runner.RunAsync(http, handler, said?.Limit, name)
            : handler(http);
    }

    private static bool IsOurs(HttpRequest request) => request.Headers.ContainsKey(KeelHeaders.Protocol) || request.Headers.ContainsKey(KeelHeaders.OperationId);

    // An upload takes as long as its network; whoever sets a deadline for one has thought of that.
    private static bool LastsByNature(HttpContext http, bool isAction, bool said) =>
        (!isAction && (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }))
        || (!said && http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true);
}
