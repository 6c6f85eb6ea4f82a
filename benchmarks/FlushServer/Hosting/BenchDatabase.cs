using FlushServer.Items;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FlushServer.Hosting;

/// <summary>A new database file for each start of the server.</summary>
internal static class BenchDatabase
{
    private const int Full = 2;

    public static string In(string folder) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "flush.db") }.ToString();

    /// <summary>Creates the tables, and makes sure that a commit means what every contender's figure assumes.</summary>
    public static async Task PrepareAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ItemsDb>().Database;
        await db.EnsureDeletedAsync();
        await db.EnsureCreatedAsync();

        var journal = await db.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync();
        var synchronous = await db.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync();
        if (journal != "wal" || synchronous != Full)
        {
            throw new InvalidOperationException($"The database must be in WAL mode with synchronous=FULL; it is '{journal}' with {synchronous}.");
        }
    }
}
