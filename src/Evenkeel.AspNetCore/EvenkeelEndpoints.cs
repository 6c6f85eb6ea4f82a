using Evenkeel.AspNetCore.Actions;
using Evenkeel.AspNetCore.Coherence.Queries;
using Evenkeel.AspNetCore.Deployments;
using Evenkeel.AspNetCore.Drafts;
using Evenkeel.AspNetCore.Forgery;
using Evenkeel.AspNetCore.OperatorConsole;
using Evenkeel.AspNetCore.Outbox;
using Evenkeel.AspNetCore.Pipeline;
using Evenkeel.AspNetCore.Runtime;
using Evenkeel.AspNetCore.Sessions;
using Evenkeel.AspNetCore.Sessions.Devices;
using Evenkeel.AspNetCore.Sessions.Unknown;
using Evenkeel.AspNetCore.Skew;
using Evenkeel.AspNetCore.Stability.Health;
using Evenkeel.AspNetCore.Telemetry.Exposition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore;

/// <summary>Puts Evenkeel into the pipeline and maps its own endpoints.</summary>
public static class EvenkeelEndpoints
{
    private const string Root = "/_evenkeel";

    /// <summary>
    /// Marks the point of the pipeline that each operation of a flush enters: everything after it runs for each operation, everything before it once for the
    /// flush. Call it after forwarded headers, exception handling and path base, and before routing, authentication and authorization.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddEvenkeel</c> was not called, or this was called twice.</exception>
    public static IApplicationBuilder UseEvenkeel(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var tail = app.ApplicationServices.GetService<PipelineTail>()
            ?? throw new InvalidOperationException("Call builder.AddEvenkeel() before app.UseEvenkeel().");
        tail.Remember(app);
        return app.Use(next =>
        {
            tail.Build(next);
            return StatusPages.OffForRuntimes(next);
        });
    }

    /// <summary>
    /// Serves <c>/_evenkeel/*</c> in an application that does not use endpoint routing (<c>EnableEndpointRouting = false</c> and <c>UseMvc</c>), in a branch that has its own.
    /// Call it in place of <see cref="MapEvenkeel"/>, after authentication and before <c>UseMvc</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><c>AddEvenkeel</c> or <c>UseEvenkeel</c> was not called.</exception>
    public static IApplicationBuilder UseEvenkeelEndpoints(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.MapWhen(static http => http.Request.Path.StartsWithSegments(Root), static branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(static endpoints => endpoints.MapEvenkeel());
        });
    }

    /// <summary>Maps <c>/_evenkeel/*</c>: the outbox, void, the session and the user's devices, drafts, the contracts, health and the browser runtime.</summary>
    /// <exception cref="InvalidOperationException"><c>AddEvenkeel</c> or <c>UseEvenkeel</c> was not called.</exception>
    public static IEndpointConventionBuilder MapEvenkeel(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        if (services.GetService<PipelineTail>() is not { IsThere: true })
        {
            throw new InvalidOperationException("Call builder.AddEvenkeel() and app.UseEvenkeel() before app.MapEvenkeel().");
        }

        var own = endpoints.MapGroup(Root);
        own.AllowAnonymous().DisableCookieRedirect().ExcludeFromDescription();
        own.WithMetadata(new ActionMetadata { IsCommand = false, IsNative = true }, new OwnEndpointMetadata());
        ((IEndpointConventionBuilder)own).Finally(static endpoint => ForgeryGuard.Wrap(endpoint, needsCookie: true));
        own.MapGet("/session", SessionEndpoint.HandleAsync);
        own.MapPost("/session", SessionEndpoint.StayAsync);
        own.MapGet("/sessions", (HttpContext http) => services.GetService<DevicesEndpoint>()?.ListAsync(http) ?? DevicesEndpoint.RefuseAsync(http));
        own.MapDelete("/sessions", (HttpContext http) => services.GetService<DevicesEndpoint>()?.EndOthersAsync(http) ?? DevicesEndpoint.RefuseAsync(http));
        own.MapDelete("/sessions/{id}", (HttpContext http, string id) => services.GetService<DevicesEndpoint>()?.EndAsync(http, id) ?? DevicesEndpoint.RefuseAsync(http));
        own.MapGet("/client.js", BrowserRuntime.HandleAsync);
        own.MapGet("/contracts", (HttpContext http) => services.GetRequiredService<ContractsEndpoint>().HandleAsync(http));
        own.MapGet("/contracts/seen", (HttpContext http) => services.GetRequiredService<ContractsEndpoint>().HandleSeenAsync(http));
        own.MapGet("/version", (HttpContext http) => services.GetRequiredService<VersionEndpoint>().HandleAsync(http));
        own.MapPost("/version", (HttpContext http) => services.GetRequiredService<VersionEndpoint>().JudgeAsync(http));
        own.MapGet("/events", (HttpContext http) => services.GetRequiredService<EventsEndpoint>().HandleAsync(http));
        own.MapPost("/events", (HttpContext http) => services.GetRequiredService<EventsEndpoint>().WatchAsync(http));
        own.MapPost("/recoveries", (HttpContext http) => services.GetRequiredService<RecoveriesEndpoint>().HandleAsync(http));
        own.MapGet("/coherence", (HttpContext http) => services.GetService<CoherenceEndpoint>()?.HandleAsync(http) ?? CoherenceEndpoint.RefuseAsync(http));
        own.MapPost("/outbox", (HttpContext http) => services.GetRequiredService<FlushEndpoint>().HandleAsync(http));
        if (services.GetService<VoidEndpoint>() is { } @void)
        {
            own.MapPost("/operations/{id}/void", (HttpContext http, string id) => @void.HandleAsync(http, id)).WithMetadata(new VoidMetadata());
        }

        if (services.GetService<SaveDraft>() is { } saveDraft)
        {
            // A key with slashes is no key, which its caller is to hear: it must not miss the route.
            const string Draft = "/drafts/{**key}";
            own.MapGet("/drafts", (HttpContext http) => services.GetRequiredService<ListDrafts>().HandleAsync(http));
            own.MapGet(Draft, (HttpContext http) => services.GetRequiredService<ReadDraft>().HandleAsync(http));
            own.MapPut(Draft, (HttpContext http) => saveDraft.HandleAsync(http));
            own.MapDelete(Draft, (HttpContext http) => services.GetRequiredService<DiscardDraft>().HandleAsync(http));
        }

        if (services.GetService<MetricsEndpoint>() is { } metrics)
        {
            // When the application's limits refuse others is just when somebody wants to know why.
            own.MapMethods("/metrics", HealthEndpoints.Methods, metrics.HandleAsync).DisableRateLimiting();
        }

        if (services.GetService<ConsoleEndpoint>() is { } console)
        {
            MapConsole(own, console);
        }

        MapHealth(own, services);
        // The application's own, if it has one, comes first.
        var beside = endpoints.MapGroup("/api");
        beside.WithOrder(int.MaxValue).AllowAnonymous().DisableCookieRedirect().ExcludeFromDescription().WithMetadata(new ActionMetadata { IsCommand = false, IsNative = true }, new OwnEndpointMetadata());
        beside.MapGet("/version", (HttpContext http) => services.GetRequiredService<VersionEndpoint>().HandleAsync(http));
        if (services.GetRequiredService<IOptions<HealthOptions>>().Value.AlsoAtApi)
        {
            beside.MapMethods("/health", HealthEndpoints.Methods, (HttpContext http) => services.GetRequiredService<HealthEndpoints>().ReadyAsync(http)).DisableRateLimiting().WithMetadata(new AnyoneMetadata());
        }

        return own;
    }

    // Like metrics: it is wanted most when others are refused.
    private static void MapConsole(RouteGroupBuilder own, ConsoleEndpoint console)
    {
        var group = own.MapGroup("/console").DisableRateLimiting();
        group.MapMethods("", HealthEndpoints.Methods, console.PageAsync);
        group.MapGet("/facts", console.FactsAsync);
        group.MapPost("/orders", console.OrderAsync);
        group.MapMethods("/{file}", HealthEndpoints.Methods, (HttpContext http, string file) => console.FileAsync(http, file));
    }

    // A probe that is refused by the application's limits would take an instance for dead that has much to do.
    private static void MapHealth(RouteGroupBuilder own, IServiceProvider services)
    {
        var health = own.MapGroup("/health");
        health.DisableRateLimiting().WithMetadata(new AnyoneMetadata());
        health.MapMethods("/live", HealthEndpoints.Methods, HealthEndpoints.LiveAsync);
        health.MapMethods("/startup", HealthEndpoints.Methods, (HttpContext http) => services.GetRequiredService<HealthEndpoints>().StartupAsync(http));
        health.MapMethods("/ready", HealthEndpoints.Methods, (HttpContext http) => services.GetRequiredService<HealthEndpoints>().ReadyAsync(http));
    }
}
