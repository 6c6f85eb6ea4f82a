using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// Contexts other than the request's own (from a factory, or of a scope that the handler made) that write in an operation: they use its
/// connection until it ends, or until they go back to their pool, whichever is first.
/// </summary>
internal sealed class EnlistedContexts
{
    private readonly List<DbContext> _contexts = [];

    public async Task AddAsync(DbContext context, DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        if (ReferenceEquals(context.Database.GetDbConnection(), connection))
        {
            return;
        }

        context.Database.SetDbConnection(connection, contextOwnsConnection: false);
        await context.Database.UseTransactionAsync(transaction, cancel);
        lock (_contexts)
        {
            _contexts.Add(context);
        }
    }

    public void Release(DbConnection connection)
    {
        lock (_contexts)
        {
            foreach (var context in _contexts)
            {
                ContextConnection.GiveBack(context, connection);
            }

            _contexts.Clear();
        }
    }
}
