using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Evenkeel.Stores.Tests.Databases;

/// <summary>A SQLite file of its own.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-");

    public override string ServerSetting => $"sqlite:{File}";

    public override string Engine => "sqlite";

    public override IReadOnlyList<string> ShapeQueries(string table) =>
    [
        $"SELECT cid, name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{table}')",
        $"SELECT l.name, l.\"unique\", l.origin, i.seqno, i.name FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i ORDER BY 1, 4",
    ];

    private string File => Path.Combine(_folder.FullName, "test.db");

    public override void Use(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={File};Default Timeout=5");

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=false;Default Timeout=5");
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        using (var pooled = new SqliteConnection($"Data Source={File}"))
        {
            SqliteConnection.ClearPool(pooled);
        }

        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
