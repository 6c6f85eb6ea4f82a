using Microsoft.Data.Sqlite;

namespace Crm.Hosting;

/// <summary>
/// The SQLite file (<c>--db</c> or <c>CRM_DB</c>, by default crm.db) and what lies beside it: the folder with the keys of the cookies, and the one
/// with the front end's files of all builds (<c>--assetStore</c> or <c>CRM_AssetStore</c>).
/// </summary>
public sealed record DatabaseFile
{
    public required string ConnectionString { get; init; }

    public required DirectoryInfo KeyFolder { get; init; }

    public required string AssetFolder { get; init; }

    public static DatabaseFile From(IConfiguration configuration)
    {
        var file = new FileInfo(configuration["db"] ?? "crm.db");
        file.Directory!.Create();
        return new()
        {
            ConnectionString = new SqliteConnectionStringBuilder { DataSource = file.FullName }.ToString(),
            KeyFolder = new DirectoryInfo(file.FullName + "-keys"),
            AssetFolder = configuration["assetStore"] ?? file.FullName + "-assets",
        };
    }
}
