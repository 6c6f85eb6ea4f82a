using Evenkeel.AspNetCore;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.Stores.Tests.Clients;
using Evenkeel.Stores.Tests.Databases;
using Evenkeel.Testing.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.Stores.Tests.Ledgers;

/// <summary>An application in this process, on Kestrel, whose handlers the test writes. Nobody signs in: tenant and user are empty.</summary>
internal sealed class StoreApp : IAsyncDisposable
{
    private readonly KeelHost _host;

    private StoreApp(KeelHost host) => (_host, Client) = (host, new OperationClient(host.BaseAddress));

    public OperationClient Client { get; }

    public Uri BaseAddress => _host.BaseAddress;

    public IServiceProvider Services => _host.Services;

    public static Task<StoreApp> StartAsync(TestDatabase database, Action<IEndpointRouteBuilder> map, Action<IServiceCollection>? services = null, Action<LedgerOptions>? ledger = null) =>
        StartAsync<StoreDb>(map, services ?? (all => all.AddDbContext<StoreDb>(database.Use)), ledger);

    public static async Task<StoreApp> StartAsync<TContext>(Action<IEndpointRouteBuilder> map, Action<IServiceCollection> services, Action<LedgerOptions>? ledger = null, Action<IEvenkeelBuilder>? keel = null, Action? arrived = null)
        where TContext : StoreDb
    {
        var host = await KeelHost.StartAsync(
            builder =>
            {
                services(builder.Services);
                var evenkeel = builder.AddEvenkeel().UseStore<TContext>(ledger);
                keel?.Invoke(evenkeel);
            },
            app =>
            {
                app.UseEvenkeel();
                if (arrived is not null)
                {
                    app.Use((_, next) =>
                    {
                        arrived();
                        return next();
                    });
                }

                app.UseRouting();
                app.MapEvenkeel();
                map(app);
                using var scope = app.Services.CreateScope();
                scope.ServiceProvider.GetRequiredService<TContext>().Database.EnsureCreated();
            });
        return new StoreApp(host);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
