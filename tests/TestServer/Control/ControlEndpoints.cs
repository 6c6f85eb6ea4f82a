using Evenkeel.TestServer.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.TestServer.Control;

/// <summary>
/// What tests ask and order: <c>GET /test/effects</c> (all, in order of their ids), <c>GET /test/requests</c>, <c>GET|POST /test/mode?to=</c>,
/// <c>GET|POST /test/gate?open=</c> and <c>POST /test/reset</c>.
/// </summary>
internal static class ControlEndpoints
{
    /// <summary>Registered before Evenkeel, so that it stands before all of it.</summary>
    public static void AddMisbehaviour(this IServiceCollection services)
    {
        services.AddSingleton<TestGate>();
        services.AddSingleton<FlakyOperations>();
        services.AddSingleton<ServerMode>();
        services.AddSingleton<RequestCounts>();
        services.AddSingleton<IStartupFilter, Misbehaviour>();
    }

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ready", () => "ready");
        routes.MapGet("/healthz", () => "healthy");
        var test = routes.MapGroup("/test");
        test.MapGet("/effects", (TestDb db) => db.Effects.AsNoTracking().OrderBy(e => e.Id).ToListAsync());
        test.MapGet("/requests", (RequestCounts counts) => counts.All);
        test.MapGet("/mode", (ServerMode mode) => mode.Name);
        test.MapPost("/mode", (ServerMode mode, string to) => mode.TrySet(to) ? Results.Text(to) : Results.BadRequest($"There is no mode '{to}'."));
        test.MapGet("/gate", (TestGate gate) => gate.Waiting);
        test.MapPost("/gate", (TestGate gate, bool open) => gate.Set(open));
        test.MapPost("/consume", ConsumeEndpoint.ConsumeAsync);
        test.MapPost("/reset", ResetAsync);
    }

    private static async Task ResetAsync([FromServices] TestDb db, ServerMode mode, TestGate gate, RequestCounts counts)
    {
        mode.TrySet("normal");
        gate.Set(open: true);
        await db.Effects.ExecuteDeleteAsync();
        await db.Totals.ExecuteDeleteAsync();
        await db.Notes.ExecuteDeleteAsync();
        counts.Clear();
    }
}
