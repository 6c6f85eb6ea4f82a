using Evenkeel.AspNetCore.Auditing;
using Evenkeel.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Testing.Audits;

/// <summary>
/// Every route of an application with its policy: what may be kept of its answers and for whom, whether they are sensitive, and how many things they hold at most. A test that says
/// <c>RouteAudit.Of(host).AssertClean()</c> fails for a route that was added without one.
/// </summary>
public sealed class RouteAudit
{
    private RouteAudit(IReadOnlyList<AuditedRoute> routes) => Routes = routes;

    /// <summary>The routes, Evenkeel's own left out.</summary>
    public IReadOnlyList<AuditedRoute> Routes { get; }

    /// <summary>What is wrong with any.</summary>
    public IReadOnlyList<AuditFinding> Findings => [.. Routes.SelectMany(route => route.Findings)];

    /// <summary>Audits an application that has started.</summary>
    /// <param name="host">The application.</param>
    public static RouteAudit Of(KeelHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Of(host.Services);
    }

    /// <summary>Audits an application that has started, however it is hosted.</summary>
    /// <param name="services">Its services: <c>app.Services</c>, or those of a <c>WebApplicationFactory</c>.</param>
    /// <exception cref="InvalidOperationException">The application does not use Evenkeel.</exception>
    public static RouteAudit Of(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new RouteAudit(services.GetRequiredService<IRouteAudit>().Routes);
    }

    /// <summary>Fails if anything is wrong with any route.</summary>
    /// <exception cref="RouteAuditException">Something is; all of it is named.</exception>
    public void AssertClean()
    {
        if (Findings is { Count: > 0 } findings)
        {
            throw new RouteAuditException(findings);
        }
    }

    /// <summary>One line for each route.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Routes);
}
