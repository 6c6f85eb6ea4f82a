using Microsoft.EntityFrameworkCore;

namespace Stockroom.Hosting;

public static class DatabaseChoice
{
    /// <summary>SQLite on one machine, PostgreSQL in production: the setting <c>Database</c> says which.</summary>
    public static void UseConfigured(this DbContextOptionsBuilder db, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Stock");
        _ = configuration["Database"] switch
        {
            "sqlite" => db.UseSqlite(connection),
            "postgresql" => db.UseNpgsql(connection),
            var other => throw new InvalidOperationException($"The setting 'Database' is '{other}'. It is 'sqlite' or 'postgresql'."),
        };
    }
}
