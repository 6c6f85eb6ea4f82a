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

    /// <exception cref="InvalidOperationException">A route must not be served as it is. All of them are named.</exception>
    public void Run()
    {
        var routes = audit.Routes;
        var throws = options.Value.Mode == AuditMode.Throw;
        var findings = routes.SelectMany(route => route.Findings).ToList();
        List<string> errors = [.. Queries().SelectMany(each => Check(each.Endpoint, each.Query)), .. findings.Where(each => throws || each.Kind == AuditFindingKind.SensitiveCached).Select(each => each.Message)];
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
        }

        if (options.Value.Mode == AuditMode.Warn)
        {
            Warn(findings);
        }
    }

    private void Warn(List<AuditFinding> findings)
    {
        foreach (var finding in findings.Where(each => each.Kind != AuditFindingKind.NoPolicy))
        {
            log.Found(finding.Message);
        }

        if (findings.Count(each => each.Kind == AuditFindingKind.NoPolicy) is > 0 and var bare)
        {
            log.WithoutPolicy(bare);
        }
    }

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
