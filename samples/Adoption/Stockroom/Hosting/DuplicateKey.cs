using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Stockroom.Hosting;

public static class DuplicateKey
{
    private const int SqliteUniqueConstraint = 2067;

    /// <summary>Whether a save failed because another row has the same unique key.</summary>
    public static bool IsDuplicate(this DbUpdateException error) => error.InnerException switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == SqliteUniqueConstraint,
        _ => false,
    };
}
