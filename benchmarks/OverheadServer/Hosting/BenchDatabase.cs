using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OverheadServer.Items;

namespace OverheadServer.Hosting;

/// <summary>The database of one run: new, with the rows that queries read, and as durable as every figure assumes.</summary>
internal static class BenchDatabase
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";
    private const int Full = 2;

    /// <summary>Reads <c>sqlite:FOLDER</c> or <c>postgres:CONNECTION</c>.</summary>
    public static Action<DbContextOptionsBuilder> Named(string? database) => database switch
    {
        not null when database.StartsWith(Sqlite, StringComparison.Ordinal) => options => options.UseSqlite(FileIn(database[Sqlite.Length..])),
        not null when database.StartsWith(Postgres, StringComparison.Ordinal) => options => options.UseNpgsql(database[Postgres.Length..]),
        _ => throw new InvalidOperationException($"--database must be '{Sqlite}FOLDER' or '{Postgres}CONNECTION'."),
    };

    /// <summary>Creates the tables and the rows that queries read.</summary>
    public static async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KeelDb>();
        await db.Database.EnsureDeletedAsync();
        await db.Database.EnsureCreatedAsync();
        await RefuseIfNotDurableAsync(db);
        db.Rows.AddRange(KnownRows.All());
        await db.SaveChangesAsync();
    }

    /// <exception cref="InvalidOperationException">A commit through the hand-written endpoints' context would mean less than Evenkeel's.</exception>
    public static async Task VerifyAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await RefuseIfNotDurableAsync(scope.ServiceProvider.GetRequiredService<PlainDb>());
    }

    private static async Task RefuseIfNotDurableAsync(RowsDb context)
    {
        var db = context.Database;
        if (db.IsSqlite())
        {
            var journal = await db.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync();
            var synchronous = await db.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync();
            Require(journal == "wal" && synchronous == Full, $"in WAL mode with synchronous=FULL; it is '{journal}' with {synchronous}");
        }
        else
        {
            var fsync = await db.SqlQueryRaw<string>("""SELECT current_setting('fsync') AS "Value" """).SingleAsync();
            var commit = await db.SqlQueryRaw<string>("""SELECT current_setting('synchronous_commit') AS "Value" """).SingleAsync();
            Require(fsync == "on" && commit == "on", $"on fsync=on and synchronous_commit=on; it is on '{fsync}' and '{commit}'");
        }
    }

    private static void Require(bool met, string sentence)
    {
        if (!met)
        {
            throw new InvalidOperationException($"The database must be {sentence}.");
        }
    }

    private static string FileIn(string folder) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "overhead.db") }.ToString();
}
