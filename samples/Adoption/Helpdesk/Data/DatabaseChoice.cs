using Microsoft.EntityFrameworkCore;

namespace Helpdesk.Data;

public static class DatabaseChoice
{
    /// <summary>PostgreSQL in production, whose short failures are retried; SQLite on one machine.</summary>
    public static void UseConfigured(this DbContextOptionsBuilder db, IConfiguration configuration)
    {
        var connection = configuration.GetConnectionString("Helpdesk");
        _ = configuration["Database"] switch
        {
            "sqlite" => db.UseSqlite(connection),
            "postgresql" => db.UseNpgsql(connection, postgres => postgres.EnableRetryOnFailure()),
            var other => throw new InvalidOperationException($"The setting 'Database' is '{other}'. It is 'sqlite' or 'postgresql'."),
        };
    }
}
