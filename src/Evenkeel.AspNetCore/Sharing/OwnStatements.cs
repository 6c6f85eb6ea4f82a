using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>Runs statements that belong to no operation, by a context of their own and, where they write, behind the database's gate. Thread-safe.</summary>
internal sealed class OwnStatements(ApplicationStore store, WriteGates gates, IServiceScopeFactory scopes, IOptions<LedgerOptions> options)
{
    /// <summary>Looks at the context, whose database is not used.</summary>
    public async Task<T> LookAsync<T>(Func<DbContext, T> look)
    {
        await using var scope = scopes.CreateAsyncScope();
        return look(store.Resolve(scope.ServiceProvider));
    }

    /// <exception cref="TimeoutException">Another write held the database for too long.</exception>
    /// <exception cref="DbException">The database did not answer.</exception>
    public async Task<T> RunAsync<T>(bool writes, Func<DbContext, DbConnection, Task<T>> run, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = store.Resolve(scope.ServiceProvider);
        await using var turn = writes ? await gates.EnterAsync(context, options.Value.WriteWait, cancel) : null;
        var connection = context.GetService<IRelationalConnection>();
        await connection.OpenAsync(cancel);
        try
        {
            return await run(context, connection.DbConnection);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}
