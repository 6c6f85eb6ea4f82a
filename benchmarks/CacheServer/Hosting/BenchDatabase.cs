using CacheServer.Items;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CacheServer.Hosting;

/// <summary>The database that all instances of one run share: <c>sqlite:FILE</c> or <c>postgres:CONNECTION</c>.</summary>
internal sealed class BenchDatabase
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    public BenchDatabase(string? named)
    {
        IsPostgres = named?.StartsWith(Postgres, StringComparison.Ordinal) == true;
        ConnectionString = IsPostgres ? named![Postgres.Length..]
            : named?.StartsWith(Sqlite, StringComparison.Ordinal) == true ? new SqliteConnectionStringBuilder { DataSource = named[Sqlite.Length..] }.ToString()
            : throw new InvalidOperationException($"--database must be '{Sqlite}FILE' or '{Postgres}CONNECTION'.");
    }

    public string ConnectionString { get; }

    private bool IsPostgres { get; }

    public void Use(DbContextOptionsBuilder options) => _ = IsPostgres ? options.UseNpgsql(ConnectionString) : options.UseSqlite(ConnectionString);

    /// <summary>Makes the tables and 200,000 rows.</summary>
    public async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FollowedDb>();
        await db.Database.EnsureCreatedAsync();
        await db.Database.ExecuteSqlRawAsync(IsPostgres
            ? """
              INSERT INTO "Items" ("Shelf", "Name", "Text") SELECT i % 20, 'item ' || lpad((i::bigint * 7919 % 200000)::text, 8, '0'), repeat('x', 200) FROM generate_series(1, 200000) AS i;
              ANALYZE "Items";
              """
            : """
              WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 200000)
              INSERT INTO "Items" ("Shelf", "Name", "Text") SELECT i % 20, printf('item %08d', i * 7919 % 200000), hex(zeroblob(100)) FROM numbers;
              ANALYZE;
              """);
    }
}
