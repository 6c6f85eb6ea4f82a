using System.Data.Common;
using Evenkeel.AspNetCore.Commands;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.OutsideWrites;

/// <summary>Which writes miss their operation: those that go to its database, and not with its transaction.</summary>
internal sealed class OutsideWrite(ApplicationStore store)
{
    /// <exception cref="WriteOutsideOperationException">It misses the operation.</exception>
    public void Check(OperationTransaction operation, DbContext writer, DbConnection? connection)
    {
        if (connection is not null && operation.IsOf(store) && !Joins(writer) && Misses(operation, connection))
        {
            throw new WriteOutsideOperationException(writer.GetType(), store.ContextType);
        }
    }

    /// <summary>A transaction may only read. But on SQLite, Begin itself waits for the lock that the operation holds.</summary>
    /// <exception cref="WriteOutsideOperationException">It would wait in vain.</exception>
    public void CheckBegin(OperationTransaction operation, DbContext context)
    {
        if (operation.Begun && IsSqlite(context))
        {
            Check(operation, context, context.Database.GetDbConnection());
        }
    }

    // One made by hand has the application's type, and nothing that would have it join.
    private bool Joins(DbContext writer) => store.Covers(writer) && writer.GetService<IDbContextTransactionManager>() is KeelTransactionManager;

    private static bool Misses(OperationTransaction operation, DbConnection connection)
    {
        try
        {
            return operation.Misses(connection);
        }
        catch (ObjectDisposedException)
        {
            // The handler disposed of the command's context, and nothing else says which database that is.
            return false;
        }
    }

    private static bool IsSqlite(DbContext context) => context.Database.ProviderName?.EndsWith(".Sqlite", StringComparison.Ordinal) == true;
}
