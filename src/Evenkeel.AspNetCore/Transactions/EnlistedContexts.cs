using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>
/// Contexts that write in an operation over a connection that is not theirs: they use its connection until it ends, or until they go back to their pool,
/// whichever is first.
/// </summary>
internal sealed class EnlistedContexts
{
    private readonly List<(DbContext Context, bool Savepoints)> _contexts = [];

    /// <param name="context">The context.</param>
    /// <param name="carrier">What it is to write in.</param>
    /// <param name="savepoints">Whether Entity Framework Core sets savepoints of its own around each SaveChanges.</param>
    /// <param name="cancel">The operation's caller has left.</param>
    public async Task AddAsync(DbContext context, Carrier carrier, bool savepoints, CancellationToken cancel)
    {
        if (carrier.IsOf(context) || ReferenceEquals(context.Database.GetDbConnection(), carrier.Connection))
        {
            return;
        }

        await ContextConnection.LendAsync(context, carrier.Connection, cancel);
        await context.Database.UseTransactionAsync(carrier.Transaction, cancel);
        lock (_contexts)
        {
            _contexts.Add((context, context.Database.AutoSavepointsEnabled));
        }

        context.Database.AutoSavepointsEnabled &= savepoints;
    }

    /// <returns>False: one of them is still in use, and with it the connection.</returns>
    public bool Release(DbConnection connection)
    {
        var free = true;
        lock (_contexts)
        {
            foreach (var (context, savepoints) in _contexts)
            {
                free &= ContextConnection.TryGiveBack(context, connection, savepoints);
            }

            _contexts.Clear();
        }

        return free;
    }
}
