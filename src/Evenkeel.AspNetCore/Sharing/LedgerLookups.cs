using System.Collections.Concurrent;
using System.Data;
using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>
/// Looks ids up in the ledger of a PostgreSQL database. While one request asks, others line up, and then the first of them asks for all: under load a look-up costs a fraction of a round
/// trip. Each stays on its own flow and connection. Thread-safe.
/// </summary>
internal sealed class LedgerLookups
{
    private readonly ConcurrentDictionary<(string Database, string Table), LookupLine> _lines = new();

    public async Task<LedgerEntry?> FindAsync(DbContext context, LedgerKey key, CancellationToken cancel)
    {
        var table = LedgerTable.Of(context);
        var connection = context.GetService<IRelationalConnection>();
        if (!CanAskForOthers(context, connection))
        {
            return await table.FindAsync(connection, key, cancel);
        }

        var line = _lines.GetOrAdd((connection.DbConnection.ConnectionString, table.Name), static _ => new LookupLine());
        if (line.Enter(key) is not { } place)
        {
            return await AskAsync(line, table, connection, key, cancel);
        }

        // Who leaves now may be the one to ask for the others. The wait is as long as the driver lets one look-up take.
        var turn = await place.Turn;
        return turn switch
        {
            { AsksFor: { } places } => await AskForAllAsync(line, table, connection, places),
            { IsAnswered: true } => turn.Found,
            _ => await table.FindAsync(connection, key, cancel),
        };
    }

    private static async Task<LedgerEntry?> AskAsync(LookupLine line, LedgerTable table, IRelationalConnection connection, LedgerKey key, CancellationToken cancel)
    {
        try
        {
            return await table.FindAsync(connection, key, cancel);
        }
        finally
        {
            line.PassOn();
        }
    }

    private static async Task<LedgerEntry?> AskForAllAsync(LookupLine line, LedgerTable table, IRelationalConnection connection, IReadOnlyList<LookupPlace> places)
    {
        LedgerEntry?[]? found = null;
        try
        {
            found = await table.FindEachAsync(connection, [.. places.Select(each => each.Key)]);
            return found[0];
        }
        finally
        {
            line.PassOn();
            for (var at = 1; at < places.Count; at++)
            {
                places[at].Answer(found is null ? default : new LookupTurn { IsAnswered = true, Found = found[at] });
            }
        }
    }

    // Where the application prepares its connections itself, one request's may not be for another's eyes, or see another schema.
    private static bool CanAskForOthers(DbContext context, IRelationalConnection connection) =>
        connection.CurrentTransaction is null && connection.DbConnection.State == ConnectionState.Closed && DatabaseFile.CanBeOpenedTwice(context)
        && context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.Any(each => each is IDbConnectionInterceptor) != true;
}
