using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Transactions;

/// <summary>Gives a context another connection, and its own one back: a pooled context would otherwise carry another operation's to its next lease.</summary>
internal static class ContextConnection
{
    /// <exception cref="InvalidOperationException">Somebody reads or writes through the context, or holds its own connection open.</exception>
    public static async Task LendAsync(DbContext context, DbConnection connection, CancellationToken cancel)
    {
        try
        {
            context.Database.SetDbConnection(connection, contextOwnsConnection: false);
        }
        catch (InvalidOperationException) when (context.Database.GetDbConnection().State == ConnectionState.Closed)
        {
            await SettleAsync(context.GetService<IRelationalConnection>(), cancel);
            context.Database.SetDbConnection(connection, contextOwnsConnection: false);
        }
    }

    /// <summary>Only while the context still uses <paramref name="lent"/>: a pooled one that was given back may by now serve another request.</summary>
    /// <returns>False: somebody still reads or writes through it.</returns>
    public static bool TryGiveBack(DbContext context, DbConnection lent, bool savepoints)
    {
        try
        {
            var connection = context.GetService<IRelationalConnection>();
            if (ReferenceEquals(connection.DbConnection, lent))
            {
                context.Database.AutoSavepointsEnabled = savepoints;
                GiveBack(connection, context.GetService<IDbContextOptions>());
            }

            return true;
        }
        catch (ObjectDisposedException)
        {
            // The handler disposed it; the connection was never its own.
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static void GiveBack(IRelationalConnection connection, IDbContextOptions options)
    {
        var own = RelationalOptionsExtension.Extract(options);
        connection.UseTransaction(null);
        connection.SetDbConnection(own.Connection, contextOwnsConnection: own.Connection is null || own.IsConnectionOwned);
        if (own.Connection is null && own.ConnectionString is { } text)
        {
            connection.ConnectionString = text;
        }
    }

    // Someone opened it and left it open. A pooled context then closes it between two leases, and goes on counting it as open.
    private static async Task SettleAsync(IRelationalConnection connection, CancellationToken cancel)
    {
        await connection.OpenAsync(cancel);
        while (connection.DbConnection.State != ConnectionState.Closed)
        {
            await connection.CloseAsync();
        }
    }
}
