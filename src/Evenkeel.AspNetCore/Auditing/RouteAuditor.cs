using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Coherence.Queries;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Reads the policy of each route from its endpoint.</summary>
internal sealed class RouteAuditor(IServiceProvider services) : IRouteAudit
{
    public IReadOnlyList<AuditedRoute> Routes
    {
        get
        {
            // The provider answers from memory.
            var hasCookies = Unprotected.HasCookiesAsync(services.GetService(typeof(IAuthenticationSchemeProvider)) as IAuthenticationSchemeProvider).GetAwaiter().GetResult();
            var endpoints = (services.GetService(typeof(EndpointDataSource)) as EndpointDataSource)?.Endpoints ?? [];
            return [.. endpoints.OfType<RouteEndpoint>().Where(each => each.Metadata.GetMetadata<OwnEndpointMetadata>() is null).Select(each => Read(each, hasCookies))];
        }
    }

    private static AuditedRoute Read(RouteEndpoint endpoint, bool hasCookies)
    {
        var metadata = endpoint.Metadata;
        var methods = metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? string.Join(',', named) : "*";
        var name = $"{methods} {endpoint.RoutePattern.RawText}";
        var (size, sized) = AnswerSize.Read(endpoint, name);
        return new AuditedRoute
        {
            Methods = methods,
            Route = endpoint.RoutePattern.RawText ?? "",
            Kind = KindOf(metadata),
            Cached = metadata.GetMetadata<CachedQuery>() is { } cached ? OwnerOf(cached) : "none",
            Privacy = metadata.GetMetadata<SensitiveMetadata>() is not null ? "sensitive" : IsPrivate(metadata) ? "private" : "open",
            Size = size,
            Findings = [.. new[] { PolicyOf(metadata, name), sized, SensitiveCache.Find(endpoint, name), UserlessKey.Find(endpoint, name), hasCookies ? Unprotected.Find(endpoint, name) : null }.OfType<AuditFinding>()],
        };
    }

    public static bool IsPrivate(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IAllowAnonymous>() is null && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null);

    private static string KindOf(EndpointMetadataCollection metadata) => metadata.GetMetadata<ActionMetadata>() switch
    {
        { IsCommand: true } => "command",
        { IsCommand: false } => "query",
        _ => metadata.GetMetadata<UnauditedMetadata>() is null ? "none" : "declared",
    };

    private static string OwnerOf(CachedQuery query) => query.Owner switch { AnswerOwner.Everyone => "everyone", AnswerOwner.Tenant => "tenant", _ => "user" };

    private static AuditFinding? PolicyOf(EndpointMetadataCollection metadata, string name) => KindOf(metadata) == "none"
        ? new AuditFinding(AuditFindingKind.NoPolicy, $"{name} has no policy. Make it a query or a command (MapQuery, AsQuery, MapCommand, AsCommand), or say why it needs none: Unaudited(\"...\").")
        : null;
}
