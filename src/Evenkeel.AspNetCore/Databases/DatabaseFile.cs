using System.Data.Common;
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
        return connection.DataSource is { Length: > 0 } source && source != ":memory:" ? Absolute(source) : connection.ConnectionString;
    }

    /// <summary>Whether another connection to the same database can be opened: not to one in memory, nor where the application gave a connection of its own.</summary>
    public static bool CanBeOpenedTwice(DbContext context)
    {
        var own = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        return own.Connection is null && context.Database.GetDbConnection().DataSource is { Length: > 0 } source
            && !source.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
            && own.ConnectionString?.Contains("mode=memory", StringComparison.OrdinalIgnoreCase) != true;
    }

    /// <summary>Whether the file is certainly not there. Where its path cannot be told without opening it: false.</summary>
    public static bool IsGone(DbContext context) => context.Database.GetDbConnection().DataSource is { Length: > 0 } source
        && !source.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !source.Contains('|', StringComparison.Ordinal)
        && (Path.IsPathRooted(source) || AppContext.GetData("DataDirectory") is null)
        && !File.Exists(Absolute(source));

    /// <summary>Whether two connections lead to one database, on either engine and whatever else their settings say.</summary>
    public static bool IsSame(DbConnection one, DbConnection other) => ReferenceEquals(one, other)
        || (one.GetType() == other.GetType() && one.Database == other.Database && one.DataSource is { Length: > 0 } source && source != ":memory:"
            && (source == other.DataSource || (other.DataSource.Length > 0 && Absolute(source) == Absolute(other.DataSource))));

    // A relative path becomes absolute once the connection is open: both must name one database.
    private static string Absolute(string source) => Path.IsPathRooted(source) ? source : Path.GetFullPath(source);
}
