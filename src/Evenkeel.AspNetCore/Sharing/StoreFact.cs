using Evenkeel.AspNetCore.Databases;
using Evenkeel.AspNetCore.Ledger;
using Evenkeel.AspNetCore.Stability.Health;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;

namespace Evenkeel.AspNetCore.Sharing;

/// <summary>Reads a row of the ledger: a database may answer that is not the application's, or is empty.</summary>
internal sealed class StoreFact(OwnStatements statements, IOptions<HealthOptions> options) : IHealthFact
{
    private enum Reach
    {
        Open,
        NotOurs,
        Gone,
    }

    public string Name => "evenkeel-database";

    public async ValueTask<HealthFinding> CheckAsync(CancellationToken cancel) => await statements.LookAsync(ReachOf) switch
    {
        Reach.NotOurs => HealthFinding.Good,
        // What is still open would go on reading and writing a file that nobody can find again; to open it anew would make an empty one.
        Reach.Gone => HealthFinding.Failed("The file of the database is not there."),
        _ => await ReadAsync(cancel),
    };

    private Task<HealthFinding> ReadAsync(CancellationToken cancel) => statements.RunAsync(
        writes: false,
        async (context, connection) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT 1 FROM {LedgerTable.Of(context).Name} LIMIT 1";
            // SQLite waits for a lock without an await, and heeds no cancellation while it does.
            command.CommandTimeout = (int)Math.Ceiling(options.Value.CheckTimeout.TotalSeconds);
            await command.ExecuteScalarAsync(cancel);
            return HealthFinding.Good;
        },
        cancel);

    private static Reach ReachOf(DbContext context)
    {
        var isFile = DatabaseEngines.Of(context) == DatabaseEngine.Sqlite;
        if (RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>()).Connection is not null || (isFile && !DatabaseFile.CanBeOpenedTwice(context)))
        {
            // The one connection is that of the requests: a statement of ours would run inside their transactions.
            return Reach.NotOurs;
        }

        return isFile && DatabaseFile.IsGone(context) ? Reach.Gone : Reach.Open;
    }
}
