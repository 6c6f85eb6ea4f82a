using Microsoft.EntityFrameworkCore;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>Tells the engine of a context from its EF Core provider; Evenkeel itself references neither provider.</summary>
internal static class DatabaseEngines
{
    public static DatabaseEngine Of(DbContext context) => context.Database.ProviderName switch
    {
        "Microsoft.EntityFrameworkCore.Sqlite" => DatabaseEngine.Sqlite,
        "Npgsql.EntityFrameworkCore.PostgreSQL" => DatabaseEngine.PostgreSql,
        var other => throw new InvalidOperationException(
            $"{context.GetType().Name} uses the database provider '{other ?? "none"}'. Evenkeel works with SQLite " +
            "(Microsoft.EntityFrameworkCore.Sqlite) and PostgreSQL (Npgsql.EntityFrameworkCore.PostgreSQL)."),
    };
}
