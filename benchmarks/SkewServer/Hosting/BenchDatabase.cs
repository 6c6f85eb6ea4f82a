using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SkewServer.Hosting;

/// <summary>The database that all instances of one run share.</summary>
internal static class BenchDatabase
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    /// <summary>Reads <c>sqlite:FILE</c> or <c>postgres:CONNECTION</c>.</summary>
    public static Action<DbContextOptionsBuilder> Named(string? database) => database switch
    {
        not null when database.StartsWith(Sqlite, StringComparison.Ordinal) =>
            options => options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = database[Sqlite.Length..] }.ToString()),
        not null when database.StartsWith(Postgres, StringComparison.Ordinal) => options => options.UseNpgsql(database[Postgres.Length..]),
        _ => throw new InvalidOperationException($"--database must be '{Sqlite}FILE' or '{Postgres}CONNECTION'."),
    };

    /// <summary>The first instance creates the tables.</summary>
    public static async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SkewDb>().Database.EnsureCreatedAsync();
    }
}
