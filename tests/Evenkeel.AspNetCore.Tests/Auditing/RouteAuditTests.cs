using System.Reflection;
using System.Reflection.Emit;
using System.Security.Claims;
using Evenkeel.AspNetCore.Auditing;
using Evenkeel.AspNetCore.Tests.Coherence.Queries;
using Evenkeel.Testing.Audits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Evenkeel.AspNetCore.Tests.Auditing;

[Trait("Show", "4.8")]
public sealed class RouteAuditTests
{
    private static readonly Dictionary<string, (Action<WebApplication> Map, AuditFindingKind Kind)> Planted = new()
    {
        ["a list"] = (app => app.MapQuery("/x", () => new List<int>()), AuditFindingKind.Unbounded),
        ["an array, later"] = (app => app.MapQuery("/x", () => Task.FromResult(Array.Empty<int>())), AuditFindingKind.Unbounded),
        ["a sequence"] = (app => app.MapQuery("/x", () => AsyncEnumerable.Empty<int>()), AuditFindingKind.Unbounded),
        ["a list in a typed result"] = (app => app.MapQuery("/x", Results<Ok<List<int>>, NotFound> () => TypedResults.NotFound()), AuditFindingKind.Unbounded),
        ["an adopted list"] = (app => app.MapGet("/x", () => new HashSet<string>()).AsQuery(), AuditFindingKind.Unbounded),
        ["a shared answer by the user"] = (app => app.MapQuery("/x", (ClaimsPrincipal user) => user.Identity?.Name).RequireAuthorization().Cached().Shared(), AuditFindingKind.UserlessKey),
        ["a shared answer by the request"] = (app => app.MapQuery("/x", (HttpContext http) => http.User.Identity?.Name).RequireAuthorization().Cached().SharedByTenant(), AuditFindingKind.UserlessKey),
        ["a shared answer by a service that knows the user"] = (app => app.MapQuery("/x", ([Microsoft.AspNetCore.Mvc.FromServices] CurrentUser user) => user.Name).RequireAuthorization().Cached().Shared(), AuditFindingKind.UserlessKey),
        ["a shared answer behind a filter"] = (app => app.MapQuery("/x", () => 1).AddEndpointFilter((call, next) => next(call)).RequireAuthorization().Cached().Shared(), AuditFindingKind.UserlessKey),
        ["neither query nor command"] = (app => app.MapPost("/x", () => 1), AuditFindingKind.NoPolicy),
    };

    public static TheoryData<string> Cases => new(Planted.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_is_planted_is_found(string name)
    {
        await using var crm = await Crm.StartAsync((app, _) => Planted[name].Map(app));
        var audit = RouteAudit.Of(crm.Host);
        var finding = Assert.Single(audit.Findings);
        Assert.Equal(Planted[name].Kind, finding.Kind);
        Assert.Contains("/x", finding.Message);
        Assert.Contains(finding.Message, Assert.Throws<RouteAuditException>(audit.AssertClean).Message);
        Assert.Equal(finding.Kind != AuditFindingKind.NoPolicy, crm.Host.Log.Lines.Any(line => line.Contains(finding.Message, StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Crm.StartAsync((app, _) => Planted[name].Map(app), builder => builder.AddEvenkeel().ConfigureAudit(audit => audit.Mode = AuditMode.Throw)));
        Assert.Contains(finding.Message, error.Message);
    }

    [Fact]
    public async Task An_application_with_policies_is_clean_and_every_route_is_listed()
    {
        await using var crm = await Crm.StartAsync((app, _) =>
        {
            app.MapQuery("/mine", (HttpContext http) => http.User.Identity?.Name).RequireAuthorization().Cached();
            app.MapQuery("/open", () => "text").Cached().Shared();
            app.MapQuery("/few", () => new List<int>()).Bounded(500);
            app.MapQuery("/pages", () => Results.Ok()).Produces(200, Page().MakeGenericType(typeof(int)));
            app.MapQuery("/secret", () => 1).Sensitive();
            app.MapGet("/health", () => 1).Unaudited("the load balancer asks");
        });
        var audit = RouteAudit.Of(crm.Host);
        audit.AssertClean();
        Assert.Equal(
        [
            "GET /few: query, cached for none, open, at most 500",
            "GET /health: declared, cached for none, open, one",
            "GET /mine: query, cached for user, private, one",
            "GET /open: query, cached for everyone, open, one",
            "GET /pages: query, cached for none, open, paged",
            "GET /secret: query, cached for none, sensitive, one",
            "POST /contacts: command, cached for none, open, one",
            "POST /opportunities: command, cached for none, open, one",
        ],
        audit.ToString().Split(Environment.NewLine).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cached_query_without_a_cache_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Hosting.TestApp.StartAsync(app => app.MapQuery("/x", () => 1).Cached()));
        Assert.Contains("/x is Cached(), and the application has no cache", error.Message);
    }

    // The type that pages will have.
    private static Type Page()
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("pages"), AssemblyBuilderAccess.Run).DefineDynamicModule("pages").DefineType("Evenkeel.AspNetCore.Paging.Page`1", TypeAttributes.Public);
        type.DefineGenericParameters("T");
        return type.CreateType();
    }

    public sealed class CurrentUser(IHttpContextAccessor accessor)
    {
        public string? Name => accessor.HttpContext?.User.Identity?.Name;
    }
}
