using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Hosting;

/// <summary>
/// The database: the SQLite file of <c>--db</c> (<c>CRM_DB</c>), by default crm.db, or PostgreSQL by <c>--postgres</c> (<c>CRM_POSTGRES</c>). Beside the file, and by its name also where there is none,
/// lies the folder with the front end's files of all builds (<c>--assetStore</c> or <c>CRM_AssetStore</c>).
/// </summary>
public sealed record CrmDatabase
{
    private const int SqliteUniqueViolated = 2067;

    public required string ConnectionString { get; init; }

    public required bool IsPostgres { get; init; }

    public required string AssetFolder { get; init; }

    public static CrmDatabase From(IConfiguration configuration)
    {
        var file = new FileInfo(configuration["db"] ?? "crm.db");
        file.Directory!.Create();
        return new()
        {
            ConnectionString = configuration["postgres"] ?? new SqliteConnectionStringBuilder { DataSource = file.FullName }.ToString(),
            IsPostgres = configuration["postgres"] is not null,
            AssetFolder = configuration["assetStore"] ?? file.FullName + "-assets",
        };
    }

    public void Use(DbContextOptionsBuilder options) => _ = IsPostgres ? options.UseNpgsql(ConnectionString) : options.UseSqlite(ConnectionString);

    /// <summary>Whether a save was refused by a unique index.</summary>
    public static bool IsTaken(DbUpdateException error) => error.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == SqliteUniqueViolated,
        DbException database => database.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
