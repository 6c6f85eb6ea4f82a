using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Stops the host at start when the context cannot hold a ledger.</summary>
internal sealed class StoreCheck(ApplicationStore store, IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = store.Resolve(scope.ServiceProvider);
        DatabaseEngines.Of(context);
        LedgerTable.Of(context);
        Require<IRelationalCommandBuilderFactory, OperationCommandFactory>(context);
        Require<IDbContextTransactionManager, KeelTransactionManager>(context);
        Require<IBatchExecutor, SaveExecutor>(context);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Without ours the context's writes would not be part of their operation, and nothing would tell.
    private static void Require<TService, TOurs>(DbContext context)
        where TService : class
    {
        if (context.GetService<TService>() is var service and not TOurs)
        {
            throw new InvalidOperationException(
                $"The options of {context.GetType().Name} replace Entity Framework Core's {typeof(TService).Name} by {service.GetType().Name}, after UseStore: its writes would not commit with their operation. Leave it out, or derive another context for what needs it.");
        }
    }
}
