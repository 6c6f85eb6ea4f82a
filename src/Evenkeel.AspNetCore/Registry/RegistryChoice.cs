using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Registry;

/// <summary>The registry in the application's database where its model has the tables, else one in memory.</summary>
internal static class RegistryChoice
{
    public static IBuildRegistry Make(IServiceProvider services)
    {
        if (services.GetService<ApplicationStore>() is not { } store)
        {
            return new MemoryRegistry();
        }

        using var scope = services.CreateScope();
        var context = store.Resolve(scope.ServiceProvider);
        return RegistryTables.AreIn(context) && !HasOneConnection(context) ? ActivatorUtilities.CreateInstance<StoreRegistry>(services) : new MemoryRegistry();
    }

    // UseSqlite(connection): what runs beside the requests would run inside their transactions. Nobody else shares such a database.
    private static bool HasOneConnection(DbContext context) =>
        context.GetService<IDbContextOptions>().Extensions.OfType<RelationalOptionsExtension>().FirstOrDefault()?.Connection is not null;
}
