using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Evenkeel.Adoption.Tests.Databases;

internal sealed class SqliteAppDatabase : AppDatabase
{
    public const string Name = "sqlite";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evenkeel-adoption-");

    public override string Provider => Name;

    public override string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "app.db")}";

    protected override string TablesQuery =>
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'evenkeel_%' ORDER BY name";

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        using (var pooled = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(pooled);
        }

        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
