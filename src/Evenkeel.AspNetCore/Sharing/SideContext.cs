using System.Data;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>A second context on a request's database, in a scope of its own, with its connection open. Disposing of it closes both.</summary>
internal sealed class SideContext : IAsyncDisposable
{
    // Somebody may have left a pooled context open, which goes on counting that in each later lease.
    private const int MostOpenings = 32;

    private readonly AsyncServiceScope _scope;
    private bool _wasOpen;

    private SideContext(AsyncServiceScope scope, DbContext context) => (_scope, Context) = (scope, context);

    public DbContext Context { get; }

    /// <returns>Null: the application makes its contexts so that another scope has none, or one on another database, as with a database for each tenant.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    public static async Task<SideContext?> TryOpenAsync(ApplicationStore store, IServiceScopeFactory scopes, DbContext request, CancellationToken cancel)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            if (TryResolve(store, scope.ServiceProvider) is { } context && IsSame(context, request))
            {
                var wasOpen = context.Database.GetDbConnection().State != ConnectionState.Closed;
                await context.Database.OpenConnectionAsync(cancel);
                return new SideContext(scope, context) { _wasOpen = wasOpen };
            }
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }

        await scope.DisposeAsync();
        return null;
    }

    /// <summary>Whether both contexts write to one database.</summary>
    public static bool IsSame(DbContext one, DbContext other) =>
        one.Database.GetDbConnection().ConnectionString == other.Database.GetDbConnection().ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Context.Database.CloseConnectionAsync();
        for (var more = MostOpenings; more > 0 && !_wasOpen && Context.Database.GetDbConnection().State != ConnectionState.Closed; more--)
        {
            await Context.Database.CloseConnectionAsync();
        }

        await _scope.DisposeAsync();
    }

    private static DbContext? TryResolve(ApplicationStore store, IServiceProvider services)
    {
        try
        {
            return store.Resolve(services);
        }
        catch (Exception)
        {
            // Its constructor, or the application's own options, count on the request's scope.
            return null;
        }
    }
}
