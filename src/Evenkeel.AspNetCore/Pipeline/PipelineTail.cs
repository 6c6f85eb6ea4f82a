using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Pipeline;

/// <summary>
/// The application's pipeline after UseEvenkeel, which every operation of a flush runs through as a request of its own. Where
/// the host has put routing, authentication or authorization before that point (WebApplication does when the application calls none of them), they are run
/// for each operation as well: calling an endpoint without them would skip its authorization.
/// </summary>
internal sealed class PipelineTail
{
    // The keys by which the framework's own Use methods mark a builder.
    private const string Routing = "__EndpointRouteBuilder";
    private const string GlobalRoutes = "__GlobalEndpointRouteBuilder";
    private const string Authentication = "__AuthenticationMiddlewareSet";
    private const string Authorization = "__AuthorizationMiddlewareSet";

    private IApplicationBuilder? _app;
    private HashSet<string> _before = [];
    private HashSet<string>? _explicit;

    public RequestDelegate? Run { get; private set; }

    public bool IsThere => _app is not null;

    /// <summary>Called by UseEvenkeel: what is marked by now stands before it.</summary>
    public void Remember(IApplicationBuilder app)
    {
        if (_app is not null)
        {
            throw new InvalidOperationException("UseEvenkeel() is called twice.");
        }

        (_app, _before) = (app, Marks(app));
    }

    /// <summary>Called when the application has written its whole pipeline and the host has not yet added its own parts.</summary>
    public void SeeWhatTheApplicationWrote() => _explicit = _app is null ? null : Marks(_app);

    /// <summary>Called when the pipeline is built, with everything that follows UseEvenkeel.</summary>
    public void Build(RequestDelegate next)
    {
        var app = _app!;
        var branch = app.New();
        var services = app.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
        if (IsMissing(Routing) && app is IEndpointRouteBuilder routes)
        {
            branch.Properties[GlobalRoutes] = routes;
            branch.UseRouting();
        }
        else if (_before.Contains(Routing))
        {
            throw new InvalidOperationException("Call UseEvenkeel() before UseRouting(), so that each operation of a flush is routed.");
        }

        if (IsMissing(Authentication) && services.IsService(typeof(IAuthenticationSchemeProvider)))
        {
            branch.UseAuthentication();
        }

        if (IsMissing(Authorization) && services.IsService(typeof(IAuthorizationHandlerProvider)))
        {
            branch.UseAuthorization();
        }

        branch.Run(next);
        Run = branch.Build();
    }

    // Missing after UseEvenkeel: the application wrote it before, or left it to the host, which puts it first. An application that is not a
    // WebApplication has nothing put in by its host.
    private bool IsMissing(string mark) => _before.Contains(mark) || (_explicit is not null && !_explicit.Contains(mark) && _app is IEndpointRouteBuilder);

    private static HashSet<string> Marks(IApplicationBuilder app) =>
        [.. new[] { Routing, Authentication, Authorization }.Where(app.Properties.ContainsKey)];
}
