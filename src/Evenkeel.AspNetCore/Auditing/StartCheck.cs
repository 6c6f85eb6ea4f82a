using Evenkeel.AspNetCore.Coherence.Queries;
using Evenkeel.AspNetCore.Coherence.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Auditing;

/// <summary>Looks at every route when the pipeline stands and no request has come yet.</summary>
internal sealed class StartCheck(IServiceProvider services, IRouteAudit audit, IOptions<AuditOptions> options, ILogger<StartCheck> log)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(365);

    private const int Named = 3;

    /// <exception cref="InvalidOperationException">A route must not be served as it is. All of them are named.</exception>
    public void Run()
    {
        var routes = audit.Routes;
        var throws = options.Value.Mode == AuditMode.Throw;
        List<string> errors = [.. Queries().SelectMany(each => Check(each.Endpoint, each.Query)), .. routes.SelectMany(route => route.Findings).Where(each => throws || each.Kind == AuditFindingKind.SensitiveCached).Select(each => each.Message)];
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
        }

        if (options.Value.Mode == AuditMode.Warn)
        {
            Warn(routes);
        }
    }

    // What an application that is adopted piece by piece may have hundreds of is counted.
    private void Warn(IReadOnlyList<AuditedRoute> routes)
    {
        foreach (var finding in routes.SelectMany(static route => route.Findings.Where(each => !IsCounted(route, each))))
        {
            log.Found(finding.Message);
        }

        if (routes.Count(static route => route.Findings.Any(static each => each.Kind == AuditFindingKind.NoPolicy)) is > 0 and var bare)
        {
            log.WithoutPolicy(bare);
        }

        List<string> open = [.. routes.Where(static route => route.Findings.Any(each => each.Kind == AuditFindingKind.Unprotected && IsCounted(route, each))).Select(static route => $"{route.Methods} {route.Route}")];
        if (open.Count > 0)
        {
            log.WithoutProtection(open.Count, string.Join(", ", open.Take(Named)));
        }
    }

    private static bool IsCounted(AuditedRoute route, AuditFinding finding) => finding.Kind == AuditFindingKind.NoPolicy || (finding.Kind == AuditFindingKind.Unprotected && route.Kind != "command");

    private IEnumerable<(Endpoint Endpoint, CachedQuery Query)> Queries() =>
        from endpoint in services.GetService<EndpointDataSource>()?.Endpoints ?? []
        let query = endpoint.Metadata.GetMetadata<CachedQuery>()
        where query is not null
        select (endpoint, query);

    private IEnumerable<string> Check(Endpoint endpoint, CachedQuery query)
    {
        if (services.GetService<TrackedModels>() is not { } models)
        {
            return [$"{query.Route} is Cached(), and the application has no cache: builder.AddEvenkeel().UseCache()."];
        }

        var lifetime = query.Options.Expiration is { } expiration && (expiration < Least || expiration > Most) ? [$"{query.Route} is Cached() for {expiration}; it must be from {Least} to {Most}."] : Array.Empty<string>();
        return [.. lifetime, .. NarrowingCheck.Apply(endpoint, query, models)];
    }
}
