using DraftServer.Items;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DraftServer.Hosting;

/// <summary>The database of one run: new, and as durable as every figure assumes.</summary>
internal static class BenchDatabase
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";
    private const int Full = 2;

    /// <summary>Reads <c>sqlite:FILE</c> or <c>postgres:CONNECTION</c>.</summary>
    public static Action<DbContextOptionsBuilder> Named(string? database) => database switch
    {
        not null when database.StartsWith(Sqlite, StringComparison.Ordinal) => options => options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = database[Sqlite.Length..] }.ToString()),
        not null when database.StartsWith(Postgres, StringComparison.Ordinal) => options => options.UseNpgsql(database[Postgres.Length..]),
        _ => throw new InvalidOperationException($"--database must be '{Sqlite}FILE' or '{Postgres}CONNECTION'."),
    };

    /// <exception cref="InvalidOperationException">A commit would mean less than people take it for.</exception>
    public static async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var keel = scope.ServiceProvider.GetRequiredService<KeelDb>();
        await keel.Database.EnsureDeletedAsync();
        await keel.Database.EnsureCreatedAsync();
        // Both contexts, though they are alike: each has connections of its own.
        await RequireDurableAsync(keel);
        await RequireDurableAsync(scope.ServiceProvider.GetRequiredService<PlainDb>());
    }

    private static async Task RequireDurableAsync(DbContext context)
    {
        var db = context.Database;
        var durable = db.IsSqlite()
            ? await db.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync() == "wal" && await db.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync() == Full
            : await db.SqlQueryRaw<string>("""SELECT current_setting('fsync') || current_setting('synchronous_commit') AS "Value" """).SingleAsync() == "onon";
        if (!durable)
        {
            throw new InvalidOperationException("The database must be SQLite in WAL mode with synchronous=FULL, or PostgreSQL with fsync and synchronous_commit on.");
        }
    }
}
