using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.TestBed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>An application in this process, on Kestrel, whose handlers the test writes. Nobody signs in: tenant and user are empty.</summary>
internal sealed class StoreApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StoreApp(WebApplication app, Uri address) => (_app, Client) = (app, new OperationClient(address));

    public OperationClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<StoreApp> StartAsync(TestDatabase database, Action<IEndpointRouteBuilder> map, Action<IServiceCollection>? services = null, Action<LedgerOptions>? ledger = null) =>
        StartAsync<StoreDb>(map, services ?? (all => all.AddDbContext<StoreDb>(database.Use)), ledger);

    public static async Task<StoreApp> StartAsync<TContext>(Action<IEndpointRouteBuilder> map, Action<IServiceCollection> services, Action<LedgerOptions>? ledger = null)
        where TContext : StoreDb
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        services(builder.Services);
        builder.AddEvenkeel().UseStore<TContext>(ledger);

        var app = builder.Build();
        app.UseEvenkeel();
        app.UseRouting();
        app.MapEvenkeel();
        map(app);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<TContext>().Database.EnsureCreatedAsync();
        }

        await app.StartAsync();
        return new StoreApp(app, address);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
