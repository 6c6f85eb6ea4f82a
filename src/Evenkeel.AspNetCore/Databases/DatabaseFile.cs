using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Evenkeel.AspNetCore.Databases;

/// <summary>Which SQLite database a context writes to.</summary>
internal static class DatabaseFile
{
    /// <summary>One name for each database: the absolute path, or the whole connection string of one in memory.</summary>
    public static string NameOf(DbContext context)
    {
        var connection = context.Database.GetDbConnection();
        if (connection.DataSource is not { Length: > 0 } source || source == ":memory:")
        {
            return connection.ConnectionString;
        }

        // A relative path becomes absolute once the connection is open: both must name one database.
        return Path.IsPathRooted(source) ? source : Path.GetFullPath(source);
    }

    /// <summary>Whether another connection to the same database can be opened: not to one in memory, nor where the application gave a connection of its own.</summary>
    public static bool CanBeOpenedTwice(DbContext context)
    {
        var own = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        return own.Connection is null && context.Database.GetDbConnection().DataSource is { Length: > 0 } source
            && !source.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
            && own.ConnectionString?.Contains("mode=memory", StringComparison.OrdinalIgnoreCase) != true;
    }
}
