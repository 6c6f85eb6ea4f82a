using Evenkeel.AspNetCore.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Ledger;

/// <summary>Stops the host at start when the context cannot hold a ledger.</summary>
internal sealed class StoreCheck(ApplicationStore store, IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = store.Resolve(scope.ServiceProvider);
        DatabaseEngines.Of(context);
        LedgerTable.Of(context);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
