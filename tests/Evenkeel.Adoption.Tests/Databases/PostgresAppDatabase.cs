using System.Data.Common;
using Evenkeel.TestBed;
using Npgsql;

namespace Evenkeel.Adoption.Tests.Databases;

/// <summary>A database of its own on the server that the tests share.</summary>
internal sealed class PostgresAppDatabase : AppDatabase
{
    public const string Name = "postgresql";

    private PostgresAppDatabase(string connectionString) => ConnectionString = connectionString;

    public override string Provider => Name;

    public override string ConnectionString { get; }

    protected override string TablesQuery =>
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE 'evenkeel_%' ORDER BY table_name COLLATE \"C\"";

    public static async Task<PostgresAppDatabase> CreateAsync() => new(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override ValueTask DisposeAsync()
    {
        using var pooled = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pooled);
        return ValueTask.CompletedTask;
    }
}
