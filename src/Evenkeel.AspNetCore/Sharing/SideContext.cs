using System.Data;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>A second context on a request's database, in a scope of its own, with its connection open. Disposing of it closes both.</summary>
internal sealed class SideContext : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly string? _pooled;
    private readonly bool _wasOpen;

    private SideContext(AsyncServiceScope scope, DbContext context, string? pooled, bool wasOpen) => (_scope, Context, _pooled, _wasOpen) = (scope, context, pooled, wasOpen);

    public DbContext Context { get; }

    /// <remarks>A connection alone, to SQLite, stays out of the provider's pool: it is closed when its context closes it.</remarks>
    /// <returns>Null: the application makes its contexts so that another scope has none, or one on another database, as with a database for each tenant.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    public static async Task<SideContext?> TryOpenAsync(ApplicationStore store, IServiceScopeFactory scopes, DbContext request, CancellationToken cancel, bool isAlone = false)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            if (TryResolve(store, scope.ServiceProvider) is { } context && IsSame(context, request))
            {
                var wasOpen = context.Database.GetDbConnection().State != ConnectionState.Closed;
                var pooled = isAlone && !wasOpen ? LeavePool(context.Database) : null;
                await context.Database.OpenConnectionAsync(cancel);
                return new SideContext(scope, context, pooled, wasOpen);
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
        do
        {
            // More than once: a pooled context goes on counting it as open when somebody left it open in an earlier lease.
            await Context.Database.CloseConnectionAsync();
        }
        while (!_wasOpen && Context.Database.GetDbConnection().State != ConnectionState.Closed);

        if (_pooled is not null)
        {
            // A context of a pool is used again.
            Context.Database.SetConnectionString(_pooled);
        }

        await _scope.DisposeAsync();
    }

    private static string? LeavePool(DatabaseFacade database)
    {
        var pooled = database.GetConnectionString();
        database.SetConnectionString(pooled + ";Pooling=false");
        return pooled;
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
