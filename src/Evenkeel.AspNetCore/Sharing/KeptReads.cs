using System.Data;
using System.Data.Common;
using Evenkeel.AspNetCore.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// Has the LINQ statements of a query's request read over <see cref="KeptConnections"/>. The context's own connection is not touched, and stays closed; a request that has opened it, or began a transaction, reads there.
/// </summary>
internal static class KeptReads
{
    private static readonly AsyncLocal<KeptConnections?> Ambient = new();

    /// <summary>Has what the calling flow reads from now on be read there; it ends with the method that awaits the caller.</summary>
    public static void Begin(KeptConnections connections) => Ambient.Value = connections.MayLend ? connections : null;

    /// <summary>Where a statement may be read from.</summary>
    /// <returns>Null: from its context's own connection only.</returns>
    public static KeptConnections? For(RelationalCommandParameterObject statement)
    {
        if (Ambient.Value is not { MayLend: true } connections || statement.CommandSource != CommandSource.LinqQuery || statement.Context is not { } context || !connections.Covers(context))
        {
            return null;
        }

        if (DatabaseEngines.Of(context) == DatabaseEngine.Sqlite)
        {
            return statement.Connection is { CurrentTransaction: null, DbConnection.State: ConnectionState.Closed } ? connections : null;
        }

        connections.LendNoMore();
        return null;
    }

    /// <summary>The same statement, read over another connection.</summary>
    public static RelationalCommandParameterObject Over(KeptConnection kept, RelationalCommandParameterObject statement)
    {
        kept.Connection.CommandTimeout = statement.Connection.CommandTimeout;
        return new RelationalCommandParameterObject(
            kept.Connection, statement.ParameterValues, statement.ReaderColumns, statement.Context, statement.Logger, statement.DetailedErrorsEnabled, statement.CommandSource);
    }

    /// <summary>Whether an error may come from a function or a collation that the application has given to its own connection.</summary>
    public static bool IsUnknownName(DbException error) => error.Message.StartsWith("SQLite Error 1:", StringComparison.Ordinal);

    /// <summary>The tables are being made: maybe those of a new file in the place of the old one.</summary>
    public static void Forget(DbContext? context) =>
        context?.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetService<KeptConnections>()?.Forget();
}
