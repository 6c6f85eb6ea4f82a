using System.Data.Common;
using Evenkeel.TestBed;
using Evenkeel.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Evenkeel.Stores.Tests.Databases;

/// <summary>A database of its own on a server that other tests may share.</summary>
public sealed class PostgresDatabase(string connectionString) : TestDatabase
{
    public string ConnectionString => connectionString;

    public override string ServerSetting => $"postgres:{connectionString}";

    public override string Engine => "postgresql";

    public override IReadOnlyList<string> ShapeQueries(string table) =>
    [
        $"SELECT ordinal_position, column_name, data_type, is_nullable, column_default, is_identity FROM information_schema.columns WHERE table_name = '{table}' ORDER BY 1",
        $"SELECT indexdef FROM pg_indexes WHERE tablename = '{table}' ORDER BY 1",
        $"SELECT conname, contype, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '{table}'::regclass ORDER BY 1",
    ];

    public static async Task<PostgresDatabase> CreateAsync() => new(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    public override void Use(DbContextOptionsBuilder options) => options.UseNpgsql(connectionString);

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Waits until somebody waits for a lock of this database.</summary>
    public Task SomebodyWaitsAsync() => Poll.UntilAsync(
        async () => await CountAsync("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0,
        TimeSpan.FromSeconds(30),
        () => "Nobody waits for a lock.");

    public override ValueTask DisposeAsync()
    {
        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
        return ValueTask.CompletedTask;
    }
}
