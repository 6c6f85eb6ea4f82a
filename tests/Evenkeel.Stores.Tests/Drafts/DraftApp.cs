using System.Security.Claims;
using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Drafts;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Stores.Tests.Ledgers;
using Evenkeel.Stores.Tests.Sharing;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Drafts;

/// <summary>An application in this process that keeps drafts, and commands of every kind.</summary>
internal sealed class DraftApp : IAsyncDisposable
{
    private readonly KeelHost _host;

    private DraftApp(KeelHost host)
    {
        (_host, Client, Operations) = (host, new DraftClient(host.BaseAddress), new OperationClient(host.BaseAddress));
    }

    public DraftClient Client { get; }

    public OperationClient Operations { get; }

    public Uri Address => _host.BaseAddress;

    public IServiceProvider Services => _host.Services;

    public static async Task<DraftApp> StartAsync(TestDatabase database, TimeProvider? clock = null, CommitCount? commits = null, Action<DraftOptions>? configure = null) => new(await KeelHost.StartAsync(
        builder =>
        {
            builder.Services.AddDbContextPool<StoreDb>(options =>
            {
                database.Use(options);
                if (commits is not null)
                {
                    options.AddInterceptors(commits);
                }
            });
            builder.AddEvenkeel(callers => callers.Tenant = http => http.Request.Headers["X-Tenant"]).UseStore<StoreDb>().AddDrafts(configure);
        },
        app =>
        {
            app.UseEvenkeel();
            app.Use((http, next) =>
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, http.Request.Headers["X-User"].ToString())], "test"));
                return next();
            });
            app.UseRouting();
            app.MapEvenkeel();
            Map(app, database);
            using var scope = app.Services.CreateScope();
            scope.ServiceProvider.GetRequiredService<StoreDb>().Database.EnsureCreated();
        },
        clock));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Operations.Dispose();
        await _host.DisposeAsync();
    }

    private static void Map(IEndpointRouteBuilder routes, TestDatabase database)
    {
        Members.Map(routes, database);
        routes.MapCommand("/single", SoundAsync).SingleSave();
        routes.MapCommand("/once", SoundAsync).Once();
        routes.MapCommand("/idle", () => Results.StatusCode(201));
        routes.MapPost("/adopted-rejects", RejectsAsync).AsCommand();
        routes.MapCommand("/single-rejects", RejectsAsync).SingleSave();
        routes.MapCommand("/once-rejects", RejectsAsync).Once();
        routes.MapPost("/owns", SoundAsync).AsCommand().OwnsTransaction();
        routes.MapPost("/owns-rejects", RejectsAsync).AsCommand().OwnsTransaction();
    }

    private static async Task<IResult> SoundAsync(StoreDb db)
    {
        db.Effects.Add(new StoreDb.Effect { Operation = "sound" });
        await db.SaveChangesAsync();
        return Results.StatusCode(201);
    }

    private static async Task<IResult> RejectsAsync(StoreDb db)
    {
        await SoundAsync(db);
        return Results.Conflict();
    }
}
